package luafcgid.lua.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import luafcgid.lua.StateThread;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** A coroutine on a thread that takes turns with the one that resumes it. Never do both run; {@code inside} says whose turn it is. */
final class ThreadStrand extends Strand implements Runnable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Executor THREADS = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> new StateThread(null, task, "luafcgid-coroutine-" + NUMBER.incrementAndGet()));

    private final ScriptState state;
    private volatile boolean inside;
    private volatile @Nullable Thread carrier;
    private volatile @Nullable Thread resumer;

    ThreadStrand(ScriptState state, LuaValue function) {
        super(state.lua(), function);
        this.state = state;
    }

    @Override
    void enter() {
        state.meter().leave();
        resumer = Thread.currentThread();
        inside = true;
        Thread thread = carrier;
        if (thread == null) {
            start();
        } else {
            LockSupport.unpark(thread);
        }
        await(false);
        state.meter().arrive();
    }

    private void start() {
        try {
            THREADS.execute(this);
        } catch (OutOfMemoryError e) {
            inside = false;
            status(Status.DEAD);
            throw new LuaError("too many coroutines: the system gives no more threads");
        }
    }

    @Override
    void leave() {
        state.meter().leave();
        inside = false;
        LockSupport.unpark(resumer);
        await(true);
        state.meter().arrive();
    }

    @Override
    public void run() {
        carrier = Thread.currentThread();
        ScriptState before = CurrentState.enter(state);
        state.meter().arrive();
        try {
            body();
        } finally {
            state.meter().leave();
            CurrentState.enter(before);
            Thread waiting = resumer;
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
