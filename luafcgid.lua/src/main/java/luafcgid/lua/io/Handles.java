package luafcgid.lua.io;

import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Errno;
import luafcgid.lua.StateContext;
import luafcgid.lua.limits.Budget;
import luafcgid.lua.limits.FullCollection;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;

/**
 * The handles of a state's open files. What no script refers to any more is closed when the next file is opened, for which the garbage is
 * collected now and then when no other may be open; what is left is closed with the state. What waits in a buffer at the end of a request
 * is written then, so that whoever serves the next one sees it.
 */
final class Handles {
    private static final long LONGEST_WAIT_MILLIS = 100;
    /** Between one and the next of what a collection has found. */
    private static final long LONGEST_PAUSE_MILLIS = 20;
    /** Between collections: a script that opens many at once is to be told, not served by one collection after the other. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final StateContext state;
    private final Budget budget;
    private final LuaTable metatable;
    private final ReferenceQueue<LuaUserdata> abandoned = new ReferenceQueue<>();
    private final IdentityHashMap<Stream, Handle> open = new IdentityHashMap<>(0);
    private long collectedAt = System.nanoTime() - 2 * PAUSE;
    private boolean closesWithState;
    private boolean flushesWithRequest;

    Handles(StateContext state, Budget budget, LuaTable metatable) {
        this.budget = budget;
        this.state = state;
        this.metatable = metatable;
    }

    /** A handle of a file that is never closed. */
    LuaUserdata standard(StandardStream stream) {
        return new LuaUserdata(stream, metatable);
    }

    /**
     * Another file is about to be opened.
     *
     * @throws IOException when as many are open as may be
     */
    void admit() throws IOException {
        if (open.size() >= budget.limits().files()) {
            closeAbandoned();
            open.keySet().removeIf(Stream::isClosed);
            if (open.size() >= budget.limits().files() && System.nanoTime() - collectedAt > PAUSE) {
                findAbandoned();
            }
            if (open.size() >= budget.limits().files()) {
                throw Errno.EMFILE.exception();
            }
        }
    }

    /** Whether half as many are open as may be: a script that asks for a collection then wants the forgotten ones closed. */
    boolean areMany() {
        int many = budget.limits().files() / 2;
        if (open.size() >= many) {
            open.keySet().removeIf(Stream::isClosed);
        }
        return open.size() >= many;
    }

    LuaUserdata add(Stream stream) {
        closeAbandoned();
        if (!closesWithState) {
            closesWithState = true;
            state.onClose(this::closeAll);
        }
        LuaUserdata handle = new LuaUserdata(stream, metatable);
        open.put(stream, new Handle(handle, stream, abandoned));
        return handle;
    }

    /** Something waits in a buffer. */
    void written() {
        if (!flushesWithRequest) {
            flushesWithRequest = true;
            state.onRequestEnd(this::endRequest);
        }
    }

    private void endRequest() {
        flushesWithRequest = false;
        closeAbandoned();
        flushAll();
    }

    /** Writes what waits for files on disks. A program may not be ready to take what waits for it. */
    void flushAll() {
        for (Stream stream : List.copyOf(open.keySet())) {
            try {
                if (stream.isClosed()) {
                    open.remove(stream);
                } else if (stream instanceof DiskFile) {
                    stream.flush();
                }
            } catch (IOException e) {
                state.log().log(System.Logger.Level.WARNING, "a file was not written well: " + e.getMessage());
            }
        }
    }

    private void closeAbandoned() {
        for (Reference<?> each = abandoned.poll(); each != null; each = abandoned.poll()) {
            close(each);
        }
    }

    private void close(Reference<?> found) {
        if (found instanceof Handle handle) {
            open.remove(handle.stream);
            close(handle.stream);
        }
    }

    private void findAbandoned() {
        FullCollection.request(state::safepoint);
        collectedAt = System.nanoTime();
        try {
            // Another thread tells what the collection found, one after the other.
            for (Reference<?> each = abandoned.remove(LONGEST_WAIT_MILLIS);
                    each != null;
                    each = abandoned.remove(LONGEST_PAUSE_MILLIS)) {
                close(each);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
        open.clear();
    }

    private void close(Stream stream) {
        if (stream.isClosed()) {
            return;
        }
        try {
            stream.abandon();
        } catch (IOException e) {
            state.log().log(System.Logger.Level.WARNING, "a file was not closed well: " + e.getMessage());
        } catch (RuntimeException e) {
            // The other files are closed all the same.
            state.log().log(System.Logger.Level.WARNING, "a library failed when a file was closed", e);
        }
    }

    private static final class Handle extends PhantomReference<LuaUserdata> {
        private final Stream stream;

        Handle(LuaUserdata handle, Stream stream, ReferenceQueue<LuaUserdata> queue) {
            super(handle, queue);
            this.stream = stream;
        }
    }
}
