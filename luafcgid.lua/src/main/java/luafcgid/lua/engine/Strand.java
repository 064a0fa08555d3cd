package luafcgid.lua.engine;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import luafcgid.lua.runtime.Trace;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What runs a coroutine: a thread that takes turns with the one that resumes it. Never do both run; {@code inside} says whose turn it
 * is, and what either wrote before handing over is seen by the other.
 */
final class Strand implements Runnable {
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

    private final ScriptState state;
    private final LuaValue function;
    private final Trace trace;
    private Status status = Status.SUSPENDED;
    private Varargs transfer = LuaValue.NONE;
    private @Nullable Throwable failure;
    private boolean killed;
    private volatile boolean inside;
    private volatile @Nullable Thread carrier;
    private volatile @Nullable Thread resumer;
    private boolean started;

    Strand(ScriptState state, LuaValue function) {
        this.state = state;
        this.function = function;
        this.trace = state.lua().frames().newTrace();
    }

    Status status() {
        return status;
    }

    void status(Status now) {
        status = now;
    }

    Trace trace() {
        return trace;
    }

    boolean started() {
        return started;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Runs the coroutine until it yields, returns or fails. */
    Varargs run(Varargs arguments, Executor threads) {
        transfer = arguments;
        resumer = Thread.currentThread();
        inside = true;
        if (started) {
            LockSupport.unpark(carrier);
        } else {
            start(threads);
        }
        await(false);
        return transfer;
    }

    private void start(Executor threads) {
        try {
            threads.execute(this);
            started = true;
        } catch (OutOfMemoryError e) {
            inside = false;
            status = Status.DEAD;
            throw new LuaError("too many coroutines: the system gives no more threads");
        }
    }

    /** Has a suspended coroutine leave its functions. */
    void kill(Executor threads) {
        if (started && status == Status.SUSPENDED) {
            killed = true;
            run(LuaValue.NONE, threads);
        }
        status = Status.DEAD;
    }

    Varargs suspend(Varargs values) {
        transfer = values;
        status = Status.SUSPENDED;
        inside = false;
        LockSupport.unpark(resumer);
        await(true);
        if (killed) {
            throw new CoroutineKilled();
        }
        status = Status.RUNNING;
        return transfer;
    }

    @Override
    public void run() {
        carrier = Thread.currentThread();
        ScriptState before = CurrentState.enter(state);
        try {
            transfer = function.invoke(transfer);
        } catch (Throwable e) {
            failure = e;
            transfer = LuaValue.NONE;
        } finally {
            CurrentState.enter(before);
            status = Status.DEAD;
            Thread waiting = Objects.requireNonNull(resumer);
            inside = false;
            LockSupport.unpark(waiting);
        }
    }

    private void await(boolean turn) {
        boolean interrupted = false;
        while (inside != turn) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
