package luafcgid.lua.engine;

import luafcgid.lua.runtime.CoroutineClosed;
import luafcgid.lua.runtime.Frames;
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
    enum Status {
        SUSPENDED,
        /** It or one that it has resumed. */
        RUNNING,
        DEAD
    }

    private final LuaValue function;
    private final Frames frames;
    private final Trace trace;
    private Status status = Status.SUSPENDED;
    private Varargs transfer = LuaValue.NONE;
    private @Nullable Throwable failure;
    private @Nullable Runnable inspection;
    private boolean started;
    /** What leaves its functions; null where it goes on. */
    private @Nullable Error end;

    Strand(LuaState state, LuaValue function) {
        this.frames = state.frames();
        this.trace = frames.newTrace();
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
        if (end != null) {
            // Its to-be-closed variables are being closed: nobody would resume it.
            throw new LuaError("attempt to yield across a C-call boundary", 0);
        }
        transfer = values;
        status = Status.SUSPENDED;
        leave();
        for (Runnable asked = inspection; asked != null; asked = inspection) {
            inspection = null;
            asked.run();
            leave();
        }
        if (end != null) {
            throw end;
        }
        status = Status.RUNNING;
        return transfer;
    }

    /** Has {@code look} run on the coroutine's stack while it is suspended: to see its frames. It throws nothing. */
    void inspect(Runnable look) {
        inspection = look;
        enter();
    }

    /** Whether it may yield where it is. */
    boolean isYieldable() {
        return end == null;
    }

    /** Has a suspended coroutine leave its functions. */
    @SuppressWarnings("ReferenceEquality") // One error is thrown.
    void kill(Error by) {
        end = by;
        if (started && status == Status.SUSPENDED) {
            status = Status.RUNNING;
            // Whatever ends it, what its functions note when they are left is noted of it.
            Trace before = frames.enter(trace);
            try {
                run(LuaValue.NONE);
            } finally {
                frames.enter(before);
            }
            if (failure == by) {
                failure = null;
            }
        }
        status = Status.DEAD;
    }

    /** Closes what an error has left open that ended the coroutine. */
    void closeLeft(LuaState state, CoroutineClosed closing) {
        status = Status.RUNNING;
        try {
            CoroutineEntry.close(state, trace, closing);
        } finally {
            status = Status.DEAD;
        }
    }

    /** Has told what ended the coroutine, which is said once. */
    void forgive() {
        failure = null;
    }

    /** All that runs on the coroutine's stack. */
    final void body() {
        trace.enterCallback(function);
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
