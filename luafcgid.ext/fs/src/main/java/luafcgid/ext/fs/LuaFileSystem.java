package luafcgid.ext.fs;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Component;

/** {@code require "lfs"} yields LuaFileSystem's functions, and sets the global {@code lfs}. */
@Component(property = LuaExtension.MODULE + "=lfs")
public final class LuaFileSystem implements LuaExtension {
    private final LockTable locks = new LockTable();
    /** Held while a stale lock of a folder is replaced, which takes more than one step. */
    private final Lock takeover = new ReentrantLock();

    @Override
    public LuaValue open(StateContext state, String module) {
        LuaValue lfs = new Functions(state, locks, takeover).table();
        // As the original does; old scripts rely on it.
        state.globals().set("lfs", lfs);
        return lfs;
    }
}
