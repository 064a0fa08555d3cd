package luafcgid.lua.engine;

import java.util.Locale;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Trace;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What runs a coroutine: a stack of its own, which takes turns with that of whoever resumes it. Used by whose turn it is; what either
 * wrote before it handed over is seen by the other.
 */
abstract class Strand {
    /** As scripts see it. */
    enum Status {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final LuaValue function;
    private final Trace trace;
    private Status status = Status.SUSPENDED;
    private Varargs transfer = LuaValue.NONE;
    private @Nullable Throwable failure;
    private @Nullable Runnable inspection;
    private boolean started;
    private boolean killed;

    Strand(LuaState state, LuaValue function) {
        this.trace = state.frames().newTrace();
        this.function = function;
    }

    /** Lets the coroutine's stack go on, from its beginning at first, until {@link #leave} or its end. */
    abstract void enter();

    /** Leaves the coroutine's stack for that of whoever resumed it; returns when that enters again. */
    abstract void leave();

    Status status() {
        return status;
    }

    void status(Status now) {
        status = now;
    }

    /** What is noted of the coroutine. */
    Trace trace() {
        return trace;
    }

    boolean started() {
        return started;
    }

    /** What ended the coroutine; null while it runs, and when it returned. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Runs the coroutine until it yields, returns or fails. */
    Varargs run(Varargs arguments) {
        transfer = arguments;
        started = true;
        enter();
        return transfer;
    }

    /** Yields. */
    Varargs suspend(Varargs values) {
        if (killed) {
            // Its to-be-closed variables are being closed: nobody would resume it.
            throw new LuaError("attempt to yield across a C-call boundary");
        }
        transfer = values;
        status = Status.SUSPENDED;
        leave();
        for (Runnable asked = inspection; asked != null; asked = inspection) {
            inspection = null;
            asked.run();
            leave();
        }
        if (killed) {
            throw new CoroutineKilled();
        }
        status = Status.RUNNING;
        return transfer;
    }

    /** Has {@code look} run on the coroutine's stack while it is suspended: to see its frames. It throws nothing. */
    void inspect(Runnable look) {
        inspection = look;
        enter();
    }

    /** Has a suspended coroutine leave its functions: their to-be-closed variables are closed. */
    void kill() {
        if (started && status == Status.SUSPENDED) {
            killed = true;
            run(LuaValue.NONE);
            if (failure instanceof CoroutineKilled) {
                failure = null;
            }
        }
        status = Status.DEAD;
    }

    /** Has told what ended the coroutine, which is said once. */
    void forgive() {
        failure = null;
    }

    /** All that runs on the coroutine's stack. */
    final void body() {
        try {
            transfer = CoroutineEntry.call(function, transfer);
        } catch (Throwable e) {
            failure = e;
            transfer = LuaValue.NONE;
        } finally {
            status = Status.DEAD;
        }
    }
}
