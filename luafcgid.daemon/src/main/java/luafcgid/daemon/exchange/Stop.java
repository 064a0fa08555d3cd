package luafcgid.daemon.exchange;

import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.ZeroArgFunction;

/** A stop of the script (watchdog, abort, drain), as it reaches a thread that waits for the web server and not for Lua. */
final class Stop implements Runnable, AutoCloseable {
    private static final LuaValue NOTHING = new ZeroArgFunction() {
        @Override
        public LuaValue call() {
            return LuaValue.NIL;
        }
    };

    private final Runnable wake;
    private final StateContext.Registration registration;
    private volatile boolean requested;

    private Stop(State state, Runnable wake) {
        this.wake = wake;
        // Last: it may run at once.
        this.registration = state.context().onStop(this);
    }

    /** Has a stop run {@code wake}, on another thread, until this is closed or the request ends. */
    static Stop runs(State state, Runnable wake) {
        return new Stop(state, wake);
    }

    /** Has a stop interrupt the calling thread until this is closed, by the same thread. */
    static Stop interrupts(State state) {
        return new Stop(state, Thread.currentThread()::interrupt);
    }

    @Override
    public void run() {
        requested = true;
        wake.run();
    }

    /** Whether the script was told to stop. */
    boolean isRequested() {
        return requested;
    }

    /** No wake begins from now on. */
    @Override
    public void close() {
        registration.close();
    }

    /** What ends, at once, a state's script that was told to stop. */
    static Interruption interruption(State state) {
        try {
            // A call looks for a stop first.
            state.call(NOTHING, LuaValue.NONE);
        } catch (ScriptException e) {
            return new Interruption(e);
        }
        throw new IllegalStateException("the state goes on although it was told to stop");
    }
}
