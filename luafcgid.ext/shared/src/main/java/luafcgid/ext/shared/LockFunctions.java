package luafcgid.ext.shared;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import luafcgid.ext.shared.store.Hold;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.Text;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import luafcgid.lua.StateContext.Registration;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Locks: taken by a state, waited for no longer than its request lasts, given back with the request at the latest. */
final class LockFunctions {
    private static final double PATIENCE = 5;

    private final StateContext state;
    private final long owner;
    private final LuaTable metatable = new LuaTable();

    private LockFunctions(StateContext state, long owner) {
        this.state = state;
        this.owner = owner;
        LuaTable methods = new LuaTable();
        LibraryFunction.define(methods, "unlock", all -> unlock(all.arg1()));
        metatable.set(LuaValue.INDEX, methods);
        metatable.set("__name", "shared lock");
        LibraryFunction.define(metatable, "__tostring", all -> LuaValue.valueOf(String.valueOf(lock(all.arg1()))));
    }

    static void define(Functions functions, StateContext state, long owner) {
        LockFunctions locks = new LockFunctions(state, owner);
        functions.define("lock", locks::lock);
    }

    private Varargs lock(Arguments arguments) {
        SharedDictionary target = arguments.target();
        Text key = arguments.key();
        long patience = (long) (arguments.seconds(2, PATIENCE) * TimeUnit.SECONDS.toNanos(1));
        long holding = arguments.ttl(3).nanos();
        Hold hold;
        try {
            hold = target.lock(key, owner, 0, holding);
            if (hold == null && patience > 0) {
                state.aboutToBlock();
                hold = await(target, key, patience, holding);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Functions.failure("interrupted");
        }
        return hold == null ? Functions.failure("timeout") : new LuaUserdata(new Lock(key, hold, state), metatable);
    }

    private @Nullable Hold await(SharedDictionary target, Text key, long patience, long holding)
            throws InterruptedException {
        Thread waiting = Thread.currentThread();
        AtomicBoolean stopped = new AtomicBoolean();
        Hold hold = null;
        try (Registration stop = state.onStop(() -> {
            stopped.set(true);
            waiting.interrupt();
        })) {
            hold = target.lock(key, owner, within(patience), holding);
        } catch (InterruptedException e) {
            if (!stopped.get()) {
                throw e;
            }
        } finally {
            if (stopped.get()) {
                // The interrupt was for this wait, which it may have come too late for.
                boolean ignored = Thread.interrupted();
            }
        }
        if (stopped.get()) {
            if (hold != null) {
                hold.release();
            }
            state.safepoint();
            return null;
        }
        return hold;
    }

    /** The patience, or what is left of the request when that is less. */
    private long within(long patience) {
        long deadline = state.deadline();
        return deadline == Long.MAX_VALUE ? patience : Math.min(patience, Math.max(0, deadline - System.nanoTime()));
    }

    private static Varargs unlock(LuaValue self) {
        String failure = lock(self).unlock();
        return failure == null ? LuaValue.TRUE : Functions.failure(failure);
    }

    private static Lock lock(LuaValue self) {
        if (self instanceof LuaUserdata userdata && userdata.m_instance instanceof Lock lock) {
            return lock;
        }
        throw new LuaError("calling 'unlock' on bad self (shared lock expected, got " + self.typename()
                + "; write lock:unlock())");
    }

    /** A lock that a script took. */
    private static final class Lock {
        private final Text key;
        private final Registration end;
        private @Nullable Hold hold;

        Lock(Text key, Hold taken, StateContext state) {
            this.key = key;
            this.hold = taken;
            this.end = state.onRequestEnd(this::letGo);
        }

        /** Returns why it was not held, null when it was. */
        @Nullable
        String unlock() {
            if (hold == null) {
                return "unlocked";
            }
            end.close();
            return letGo() ? null : "expired";
        }

        private boolean letGo() {
            Hold held = hold;
            hold = null;
            return held != null && held.release();
        }

        @Override
        public String toString() {
            return "shared lock (" + key + (hold == null ? ", unlocked)" : ")");
        }
    }
}
