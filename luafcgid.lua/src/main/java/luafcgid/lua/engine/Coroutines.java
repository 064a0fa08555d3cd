package luafcgid.lua.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import luafcgid.lua.Dialect;
import luafcgid.lua.limits.Budget;
import luafcgid.lua.runtime.CallStack;
import luafcgid.lua.runtime.ErrorValue;
import luafcgid.lua.runtime.Frames;
import luafcgid.lua.runtime.Trace;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutines of one state. Used by the thread that runs it. */
public final class Coroutines {
    /** As many as C Lua lets resume one another. */
    private static final int MAX_NESTING = 195;
    /** Of the time of the whole process, collections on behalf of coroutines take one part in so many, at most. */
    private static final int COLLECTION_SHARE = 10;

    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
    /** When the next such collection may begin; far ahead while one runs. */
    private static final AtomicLong NEXT_COLLECTION = new AtomicLong(System.nanoTime());

    private final ScriptState state;
    private final Attention attention;
    private final Budget budget;
    private final CoroutineKind kind;
    private final Watches watches = new Watches();
    private int nesting;

    Coroutines(ScriptState state, Attention attention, Budget budget, CoroutineKind kind) {
        this.state = state;
        this.attention = attention;
        this.budget = budget;
        this.kind = kind;
    }

    public Coroutine create(LuaValue function) {
        endAbandoned();
        return new Coroutine(this, state, kind.strand(state, function), function);
    }

    Varargs resume(Coroutine coroutine, Varargs arguments) {
        String refusal = refusal(coroutine);
        if (refusal != null) {
            return failed(LuaValue.valueOf(refusal));
        }
        Varargs values = run(coroutine, arguments);
        Throwable failure = coroutine.strand().failure();
        return failure == null ? LuaValue.varargsOf(LuaValue.TRUE, values) : failed(value(failure));
    }

    /** As {@link #resume}, raising the error. */
    Varargs go(Coroutine coroutine, Varargs arguments) {
        String refusal = refusal(coroutine);
        if (refusal != null) {
            throw state.raise(positioned(LuaString.valueOf(refusal)));
        }
        Varargs values = run(coroutine, arguments);
        Throwable failure = coroutine.strand().failure();
        if (failure != null) {
            if (state.dialect().isAtLeast(Dialect.LUA_5_4)) {
                coroutine.strand().forgive();
            }
            throw state.raise(positioned(value(failure)));
        }
        return values;
    }

    /** As C Lua has it: the text says of each wrapped coroutine that it came through where that was resumed. */
    private LuaValue positioned(LuaValue error) {
        boolean text = state.dialect().isAtLeast(Dialect.LUA_5_4) ? error.type() == LuaValue.TSTRING : error.isstring();
        return text ? state.lua().frames().positioned(error, 1) : error;
    }

    private @Nullable String refusal(Coroutine coroutine) {
        Strand.Status status = coroutine.strand().status();
        if (status != Strand.Status.SUSPENDED) {
            boolean named = status == Strand.Status.DEAD || state.dialect() == Dialect.LUA_5_1;
            return "cannot resume " + (named ? status.text() : "non-suspended") + " coroutine";
        }
        if (nesting >= MAX_NESTING) {
            return "C stack overflow";
        }
        if (!coroutine.strand().started() && !admit(coroutine)) {
            return "too many coroutines (limit coroutines=" + budget.limits().coroutines() + ")";
        }
        return null;
    }

    private boolean admit(Coroutine coroutine) {
        if (!budget.beginCoroutine()) {
            collect();
            endAbandoned();
            if (!budget.beginCoroutine()) {
                return false;
            }
        }
        watches.add(coroutine);
        return true;
    }

    /** Has the collector look for coroutines that were left, or waits while it does so for others. */
    private void collect() {
        attention.aboutToBlock();
        long allowed = NEXT_COLLECTION.get();
        while (allowed - System.nanoTime() > 0) {
            attention.check();
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(10));
            allowed = NEXT_COLLECTION.get();
            endAbandoned();
            if (!budget.coroutinesExhausted()) {
                return;
            }
        }
        long begin = System.nanoTime();
        if (NEXT_COLLECTION.compareAndSet(allowed, begin + LONGEST_WAIT)) {
            System.gc();
            Watch found = watches.awaitAbandoned();
            if (found != null) {
                end(found);
            }
            long end = System.nanoTime();
            NEXT_COLLECTION.set(end + (end - begin) * COLLECTION_SHARE);
        }
    }

    private Varargs run(Coroutine coroutine, Varargs arguments) {
        attention.check();
        Strand strand = coroutine.strand();
        Varargs values = switchTo(coroutine, strand, arguments);
        if (strand.status() == Strand.Status.DEAD) {
            forget(coroutine);
        }
        attention.check();
        return values;
    }

    private void forget(Coroutine coroutine) {
        Watch watch = coroutine.watch();
        if (watch != null) {
            coroutine.watch(null);
            watches.remove(watch);
            budget.coroutineEnded();
        }
    }

    private Varargs switchTo(Coroutine coroutine, Strand strand, Varargs arguments) {
        LuaThread previous = state.globals().running;
        Strand outer = previous instanceof Coroutine running ? running.strand() : null;
        if (outer != null) {
            outer.status(Strand.Status.NORMAL);
        }
        state.globals().running = coroutine;
        Trace before = state.lua().frames().enter(strand.trace());
        strand.status(Strand.Status.RUNNING);
        nesting++;
        try {
            return strand.run(arguments);
        } catch (StackOverflowError e) {
            // It could not even be entered.
            strand.status(Strand.Status.SUSPENDED);
            throw e;
        } finally {
            nesting--;
            state.lua().frames().enter(before);
            state.globals().running = previous;
            if (outer != null) {
                outer.status(Strand.Status.RUNNING);
            }
        }
    }

    /** What the script is told of how a coroutine ended; an end of the whole script is thrown again. */
    private LuaValue value(Throwable failure) {
        if (failure instanceof LuaError error) {
            return ErrorValue.of(state.lua(), error);
        }
        if (failure instanceof StackOverflowError) {
            return LuaValue.valueOf("stack overflow");
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return LuaString.valueOf("vm error: " + failure);
    }

    private static Varargs failed(LuaValue error) {
        return LuaValue.varargsOf(LuaValue.FALSE, error);
    }

    /** Ends a coroutine for {@code coroutine.close}: closes its to-be-closed variables. */
    Varargs close(Coroutine coroutine) {
        Strand strand = coroutine.strand();
        switch (strand.status()) {
            case RUNNING, NORMAL ->
                throw new LuaError("cannot close a " + strand.status().text() + " coroutine");
            case SUSPENDED -> kill(coroutine, strand);
            case DEAD -> {}
        }
        Throwable failure = strand.failure();
        if (failure == null) {
            return LuaValue.TRUE;
        }
        strand.forgive();
        return failed(value(failure));
    }

    /** The functions of the coroutine on whose stack this is called. */
    CallStack stack(Strand strand) {
        Frames frames = state.lua().frames();
        Trace before = frames.enter(strand.trace());
        try {
            return frames.stack();
        } finally {
            frames.enter(before);
        }
    }

    private void kill(Coroutine coroutine, Strand strand) {
        LuaThread previous = state.globals().running;
        state.globals().running = coroutine;
        try {
            kill(strand);
        } finally {
            state.globals().running = previous;
            forget(coroutine);
        }
    }

    private void kill(Strand strand) {
        Trace before = state.lua().frames().enter(strand.trace());
        nesting++;
        try {
            strand.kill();
        } finally {
            nesting--;
            state.lua().frames().enter(before);
        }
    }

    /** Ends the coroutines that no script can resume. */
    void endAbandoned() {
        for (Watch watch = watches.pollAbandoned(); watch != null; watch = watches.pollAbandoned()) {
            end(watch);
        }
    }

    /** Ends all. */
    void close() {
        for (Watch watch = watches.poll(); watch != null; watch = watches.poll()) {
            end(watch);
        }
    }

    private void end(Watch watch) {
        budget.coroutineEnded();
        ThreadStrand thread = watch.thread();
        if (thread != null) {
            kill(thread);
        }
    }
}
