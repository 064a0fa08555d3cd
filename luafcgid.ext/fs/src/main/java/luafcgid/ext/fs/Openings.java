package luafcgid.ext.fs;

import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;

/** What one state has open. What no script refers to any more is closed when the next is opened, the rest with the state. */
final class Openings {
    private final StateContext state;
    private final ReferenceQueue<LuaUserdata> abandoned = new ReferenceQueue<>();
    private final Set<Handle> open = new HashSet<>(0);
    private boolean closesWithState;

    Openings(StateContext state) {
        this.state = state;
    }

    /** A handle for scripts. */
    LuaUserdata add(Opening opening, LuaTable metatable) {
        if (!closesWithState) {
            closesWithState = true;
            state.onClose(this::closeAll);
        }
        LuaUserdata handle = new LuaUserdata(opening, metatable);
        open.add(new Handle(handle, opening, abandoned));
        return handle;
    }

    /** Closes what scripts have lost. */
    void closeAbandoned() {
        for (Reference<?> each = abandoned.poll(); each != null; each = abandoned.poll()) {
            if (each instanceof Handle handle && open.remove(handle)) {
                close(handle.opening);
            }
        }
    }

    private void closeAll() {
        List.copyOf(open).forEach(handle -> close(handle.opening));
        open.clear();
    }

    private void close(Opening opening) {
        try {
            opening.close();
        } catch (IOException e) {
            state.log().log(System.Logger.Level.WARNING, "lfs: a folder or its lock was not closed well", e);
        }
    }

    private static final class Handle extends PhantomReference<LuaUserdata> {
        private final Opening opening;

        Handle(LuaUserdata handle, Opening opening, ReferenceQueue<LuaUserdata> queue) {
            super(handle, queue);
            this.opening = opening;
        }
    }
}
