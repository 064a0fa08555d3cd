package luafcgid.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function of four parameters. */
public abstract class Closure4 extends Closure {
    protected Closure4(LuaState state, LuaValue environment) {
        super(state, environment);
    }

    @Override
    public final Varargs enter() {
        return enter(NIL, NIL, NIL, NIL);
    }

    @Override
    public final LuaValue call() {
        return call(NIL, NIL, NIL, NIL);
    }

    @Override
    public final Varargs enter(LuaValue a) {
        return enter(a, NIL, NIL, NIL);
    }

    @Override
    public final LuaValue call(LuaValue a) {
        return call(a, NIL, NIL, NIL);
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b) {
        return enter(a, b, NIL, NIL);
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b) {
        return call(a, b, NIL, NIL);
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b, LuaValue c) {
        return enter(a, b, c, NIL);
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        return call(a, b, c, NIL);
    }

    @Override
    public Varargs enter(LuaValue a, LuaValue b, LuaValue c, LuaValue d) {
        return call(a, b, c, d);
    }

    @Override
    public final Varargs enter(Varargs arguments) {
        return enter(arguments.arg1(), arguments.arg(2), arguments.arg(3), arguments.arg(4));
    }
}
