package luafcgid.lua.engine;

import luafcgid.lua.runtime.CallStack;
import luafcgid.lua.runtime.ErrorValue;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A coroutine as scripts hold it. What runs it does not refer to it, so that an abandoned one is noticed. */
public final class Coroutine extends LuaThread {
    private final Coroutines owner;
    private final Strand strand;
    private final boolean wrapped;
    /** See {@link ThreadGlobals}. */
    private LuaTable environment;

    /** Who has resumed it and waits; null while it does not run. */
    private @Nullable LuaThread resumer;
    /** From its first resume to its end. */
    private @Nullable Watch watch;

    Coroutine(Coroutines owner, ScriptState state, Strand strand, LuaValue function, boolean wrapped) {
        super(state.globals(), function);
        this.owner = owner;
        this.strand = strand;
        this.wrapped = wrapped;
        this.environment = state.threadGlobals().current();
    }

    LuaTable environment() {
        return environment;
    }

    void environment(LuaTable now) {
        environment = now;
    }

    Strand strand() {
        return strand;
    }

    /** Whether a function of {@code coroutine.wrap} resumes it. */
    boolean isWrapped() {
        return wrapped;
    }

    @Nullable
    LuaThread resumer() {
        return resumer;
    }

    void resumer(@Nullable LuaThread now) {
        resumer = now;
    }

    @Nullable
    Watch watch() {
        return watch;
    }

    void watch(@Nullable Watch now) {
        watch = now;
    }

    @Override
    public String getStatus() {
        return owner.status(this);
    }

    @Override
    public boolean isMainThread() {
        return false;
    }

    /** True and what the coroutine yields or returns, or false and why it could not be resumed or what error ended it. */
    @Override
    public Varargs resume(Varargs arguments) {
        return owner.resume(this, arguments);
    }

    /** The functions in which the coroutine is suspended, or in which an error has ended it. */
    public CallStack stack() {
        if (strand.failure() instanceof LuaError error) {
            return ErrorValue.origin(error);
        }
        CallStack[] found = {CallStack.EMPTY};
        inspect(() -> found[0] = owner.stack(strand));
        return found[0];
    }

    /**
     * Has {@code look} run on the coroutine's stack, within its innermost function, where the coroutine is suspended and has begun; else
     * does nothing. It must not throw.
     */
    public void inspect(Runnable look) {
        if (strand.started() && strand.status() == Strand.Status.SUSPENDED) {
            strand.inspect(look);
        }
    }
}
