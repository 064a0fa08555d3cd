package luafcgid.lua.engine;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A coroutine as scripts hold it. What runs it does not refer to it, so that an abandoned one is noticed. */
public final class Coroutine extends LuaThread {
    private final Coroutines owner;
    private final Strand strand;

    Coroutine(Coroutines owner, ScriptState state, LuaValue function) {
        super(state.globals(), function);
        this.owner = owner;
        this.strand = new Strand(state, function);
    }

    Strand strand() {
        return strand;
    }

    @Override
    public String getStatus() {
        return strand.status().text();
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

    /** Tells of a coroutine that no script can reach. */
    static final class Watch extends WeakReference<Coroutine> {
        private final Strand strand;

        Watch(Coroutine coroutine, ReferenceQueue<Coroutine> queue) {
            super(coroutine, queue);
            this.strand = coroutine.strand;
        }

        Strand strand() {
            return strand;
        }
    }
}
