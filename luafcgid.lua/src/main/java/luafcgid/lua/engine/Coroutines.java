package luafcgid.lua.engine;

import java.lang.ref.ReferenceQueue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.StateThread;
import luafcgid.lua.runtime.ErrorValue;
import luafcgid.lua.runtime.Trace;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutines of one state. Used by the thread that runs it. */
public final class Coroutines {
    /** As many as C Lua lets resume one another. */
    private static final int MAX_NESTING = 195;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Executor THREADS = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> new StateThread(null, task, "luafcgid-coroutine-" + NUMBER.incrementAndGet()));

    private final ScriptState state;
    private final Attention attention;
    private final Map<Strand, Coroutine.Watch> watched = new HashMap<>();
    private final ReferenceQueue<Coroutine> abandoned = new ReferenceQueue<>();
    private int nesting;

    Coroutines(ScriptState state, Attention attention) {
        this.state = state;
        this.attention = attention;
    }

    public Coroutine create(LuaValue function) {
        endAbandoned();
        return new Coroutine(this, state, function);
    }

    Varargs resume(Coroutine coroutine, Varargs arguments) {
        Strand strand = coroutine.strand();
        if (strand.status() != Strand.Status.SUSPENDED) {
            String what = strand.status() == Strand.Status.DEAD ? "dead" : "non-suspended";
            return failed(LuaValue.valueOf("cannot resume " + what + " coroutine"));
        }
        if (nesting >= MAX_NESTING) {
            return failed(LuaValue.valueOf("C stack overflow"));
        }
        attention.check();
        if (!strand.started()) {
            watched.put(strand, new Coroutine.Watch(coroutine, abandoned));
        }
        Varargs values = switchTo(coroutine, strand, arguments);
        if (strand.status() == Strand.Status.DEAD) {
            watched.remove(strand);
        }
        attention.check();
        Throwable failure = strand.failure();
        return failure == null ? LuaValue.varargsOf(LuaValue.TRUE, values) : outcome(failure);
    }

    private Varargs switchTo(Coroutine coroutine, Strand strand, Varargs arguments) {
        LuaThread previous = state.globals().running;
        if (previous instanceof Coroutine outer) {
            outer.strand().status(Strand.Status.NORMAL);
        }
        state.globals().running = coroutine;
        Trace before = state.lua().frames().enter(strand.trace());
        strand.status(Strand.Status.RUNNING);
        nesting++;
        try {
            return strand.run(arguments, THREADS);
        } finally {
            nesting--;
            state.lua().frames().enter(before);
            state.globals().running = previous;
            if (previous instanceof Coroutine outer) {
                outer.strand().status(Strand.Status.RUNNING);
            }
        }
    }

    private Varargs outcome(Throwable failure) {
        if (failure instanceof Unwind unwind) {
            throw unwind;
        }
        if (failure instanceof LuaError error) {
            return failed(ErrorValue.of(state.lua(), error));
        }
        if (failure instanceof StackOverflowError) {
            return failed(LuaValue.valueOf("stack overflow"));
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failed(LuaString.valueOf("vm error: " + failure));
    }

    private static Varargs failed(LuaValue error) {
        return LuaValue.varargsOf(LuaValue.FALSE, error);
    }

    /** Ends the coroutines that no script can resume. */
    void endAbandoned() {
        for (Object reference = abandoned.poll(); reference != null; reference = abandoned.poll()) {
            if (reference instanceof Coroutine.Watch watch && watched.remove(watch.strand()) != null) {
                kill(watch.strand());
            }
        }
    }

    /** Ends all. */
    void close() {
        List<Strand> left = List.copyOf(watched.keySet());
        watched.clear();
        left.forEach(this::kill);
    }

    private void kill(Strand strand) {
        Trace before = state.lua().frames().enter(strand.trace());
        try {
            strand.kill(THREADS);
        } finally {
            state.lua().frames().enter(before);
        }
    }
}
