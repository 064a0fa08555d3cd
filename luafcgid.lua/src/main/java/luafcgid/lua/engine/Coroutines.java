package luafcgid.lua.engine;

import luafcgid.lua.Dialect;
import luafcgid.lua.limits.Budget;
import luafcgid.lua.runtime.CallStack;
import luafcgid.lua.runtime.CoroutineClosed;
import luafcgid.lua.runtime.ErrorValue;
import luafcgid.lua.runtime.Frames;
import luafcgid.lua.runtime.Overflow;
import luafcgid.lua.runtime.Trace;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutines of one state. Used by the thread that runs it. */
public final class Coroutines {
    /** As many as C Lua lets resume one another. */
    private static final int MAX_NESTING = 195;

    private static final String SUSPENDED = "suspended";
    private static final String DEAD = "dead";
    private static final String RUNNING = "running";
    private static final String NORMAL = "normal";

    private final ScriptState state;
    private final CoroutineKind kind;
    private final Admission admission;
    private final Frames frames;
    /** What the running coroutine runs on; null for the main thread. */
    private @Nullable Strand current;

    private int nesting;

    Coroutines(ScriptState state, Attention attention, Budget budget, CoroutineKind kind) {
        this.state = state;
        this.kind = kind;
        this.admission = new Admission(attention, budget);
        this.frames = state.lua().frames();
    }

    /**
     * Makes a coroutine.
     *
     * @param wrapped whether a function of {@code coroutine.wrap} will resume it
     */
    public Coroutine create(LuaValue function, boolean wrapped) {
        admission.endAbandoned();
        return new Coroutine(this, state, kind.strand(state, function), function, wrapped);
    }

    /** Suspends the running coroutine; returns what it is resumed with. */
    public Varargs suspend(Varargs values) {
        // Asks no Coroutine: one that waits in a frame which refers to it would never be found abandoned.
        Strand strand = current;
        if (strand == null) {
            throw new LuaError(
                    state.dialect() == Dialect.LUA_5_1
                            ? "attempt to yield across metamethod/C-call boundary"
                            : "attempt to yield from outside a coroutine",
                    0);
        }
        return strand.suspend(values);
    }

    /** Whether the main thread or a coroutine may yield. */
    public boolean isYieldable(LuaThread thread) {
        return thread instanceof Coroutine coroutine && coroutine.strand().isYieldable();
    }

    /** As {@code coroutine.status} tells it. */
    public String status(LuaThread thread) {
        if (thread instanceof Coroutine coroutine) {
            switch (coroutine.strand().status()) {
                case SUSPENDED -> {
                    return SUSPENDED;
                }
                case DEAD -> {
                    return DEAD;
                }
                case RUNNING -> {}
            }
        }
        return isRunning(thread) ? RUNNING : NORMAL;
    }

    @SuppressWarnings("ReferenceEquality") // Two coroutines are never equal.
    private boolean isRunning(LuaThread thread) {
        return state.globals().running == thread;
    }

    /** What {@code coroutine.resume} gives. */
    public Varargs resume(LuaThread thread, Varargs arguments) {
        if (!(thread instanceof Coroutine coroutine)) {
            return failed(LuaString.valueOf(refusal(thread, false)));
        }
        if (!isReady(coroutine)) {
            return failed(LuaString.valueOf(refusal(coroutine, false)));
        }
        Varargs values = run(coroutine, arguments);
        Strand strand = coroutine.strand();
        if (strand.status() == Strand.Status.DEAD) {
            admission.forget(coroutine);
            Throwable failure = strand.failure();
            if (failure != null) {
                return failed(value(coroutine, failure));
            }
        }
        return LuaValue.varargsOf(LuaValue.TRUE, values);
    }

    /** What the function of {@code coroutine.wrap} gives; an error is raised with its value. */
    public Varargs go(Coroutine coroutine, Varargs arguments) {
        if (!isReady(coroutine)) {
            throw state.raise(positioned(LuaString.valueOf(refusal(coroutine, arguments.narg() == 0))));
        }
        Varargs values = run(coroutine, arguments);
        if (coroutine.strand().status() == Strand.Status.DEAD) {
            ended(coroutine);
        }
        return values;
    }

    private void ended(Coroutine coroutine) {
        admission.forget(coroutine);
        Throwable failure = coroutine.strand().failure();
        if (failure != null) {
            // From 5.4 on it is closed as well.
            Varargs error =
                    state.dialect().isAtLeast(Dialect.LUA_5_4) ? close(coroutine) : failed(value(coroutine, failure));
            throw state.raise(positioned(error.arg(2)));
        }
    }

    /** As C Lua has it: the text says of each wrapped coroutine that it came through where that was resumed. */
    private LuaValue positioned(LuaValue error) {
        boolean text = state.dialect().isAtLeast(Dialect.LUA_5_3) ? error.type() == LuaValue.TSTRING : error.isstring();
        return text ? frames.positioned(error, 1) : error;
    }

    private boolean isReady(Coroutine coroutine) {
        Strand strand = coroutine.strand();
        return strand.status() == Strand.Status.SUSPENDED
                && nesting < MAX_NESTING
                && (strand.started() || admission.admit(coroutine));
    }

    /**
     * Why a coroutine cannot be resumed.
     *
     * @param bare whether a function of {@code coroutine.wrap} was called without arguments
     */
    private String refusal(LuaThread thread, boolean bare) {
        String status = status(thread);
        if (!status.equals(SUSPENDED)) {
            boolean named = state.dialect() == Dialect.LUA_5_1 || status.equals(DEAD);
            String told = named ? status : seemsDead(thread, bare) ? DEAD : "non-suspended";
            return "cannot resume " + told + " coroutine";
        }
        return nesting >= MAX_NESTING ? "C stack overflow" : "too many coroutines (" + admission.limit() + ")";
    }

    /** C Lua 5.2 and 5.3 take one for dead whose stack they find empty: the innermost function was called without arguments. */
    @SuppressWarnings("ReferenceEquality") // Two coroutines are never equal.
    private boolean seemsDead(LuaThread thread, boolean bare) {
        if (state.dialect().isAtLeast(Dialect.LUA_5_4)) {
            return false;
        }
        LuaThread inner = state.globals().running;
        boolean empty = bare;
        while (inner != thread && inner instanceof Coroutine coroutine && coroutine.resumer() != null) {
            empty = coroutine.isWrapped();
            inner = coroutine.resumer();
        }
        return empty;
    }

    private Varargs run(Coroutine coroutine, Varargs arguments) {
        Strand strand = coroutine.strand();
        Strand outer = current;
        Trace before = enter(coroutine, strand);
        strand.status(Strand.Status.RUNNING);
        try {
            return strand.run(arguments);
        } catch (StackOverflowError e) {
            // It could not even be entered.
            strand.status(Strand.Status.SUSPENDED);
            throw e;
        } finally {
            leave(coroutine, outer, before);
        }
    }

    private Trace enter(Coroutine coroutine, Strand strand) {
        Globals globals = state.globals();
        coroutine.resumer(globals.running);
        globals.running = coroutine;
        current = strand;
        nesting++;
        return frames.enter(strand.trace());
    }

    private void leave(Coroutine coroutine, @Nullable Strand outer, Trace before) {
        frames.enter(before);
        nesting--;
        current = outer;
        state.globals().running = coroutine.resumer();
        coroutine.resumer(null);
    }

    /** What the script is told of how a coroutine ended; an end of the whole script is thrown again. */
    private LuaValue value(Coroutine coroutine, Throwable failure) {
        if (failure instanceof LuaError error) {
            return ErrorValue.of(state.lua(), error);
        }
        if (failure instanceof StackOverflowError overflow) {
            state.lua().setOverflowed();
            return Overflow.of(state.lua(), overflow, coroutine.state.function).message();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return LuaValue.valueOf(LuaError.textOf(failure));
    }

    private static Varargs failed(LuaValue error) {
        return LuaValue.varargsOf(LuaValue.FALSE, error);
    }

    /** Ends a coroutine for {@code coroutine.close}: closes its to-be-closed variables. */
    public Varargs close(LuaThread thread) {
        String status = status(thread);
        if (!(thread instanceof Coroutine coroutine) || status.equals(RUNNING) || status.equals(NORMAL)) {
            throw new LuaError("cannot close a " + status + " coroutine");
        }
        Strand strand = coroutine.strand();
        Throwable failure = strand.failure();
        CoroutineClosed closing = new CoroutineClosed(failure == null ? null : value(coroutine, failure));
        strand.forgive();
        end(coroutine, closing);
        Throwable unexpected = strand.failure();
        if (unexpected != null) {
            strand.forgive();
            return failed(value(coroutine, unexpected));
        }
        LuaValue error = closing.error();
        return error == null ? LuaValue.TRUE : failed(error);
    }

    private void end(Coroutine coroutine, CoroutineClosed closing) {
        Strand strand = coroutine.strand();
        Strand outer = current;
        Trace before = enter(coroutine, strand);
        try {
            strand.kill(closing);
            strand.closeLeft(state.lua(), closing);
        } finally {
            leave(coroutine, outer, before);
            admission.forget(coroutine);
        }
    }

    /** The functions of the coroutine on whose stack this is called. */
    CallStack stack(Strand strand) {
        Trace before = frames.enter(strand.trace());
        try {
            return frames.stack();
        } finally {
            frames.enter(before);
        }
    }

    /** Ends the coroutines that no script can resume. */
    void endAbandoned() {
        admission.endAbandoned();
    }

    /** Ends all. */
    void close() {
        admission.close();
    }
}
