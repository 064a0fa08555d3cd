package luafcgid.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function of three parameters. */
public abstract class Closure3 extends Closure {
    protected Closure3(LuaState state, LuaValue environment) {
        super(state, environment);
    }

    @Override
    public final Varargs enter() {
        return enter(NIL, NIL, NIL);
    }

    @Override
    public final LuaValue call() {
        return call(NIL, NIL, NIL);
    }

    @Override
    public final Varargs enter(LuaValue a) {
        return enter(a, NIL, NIL);
    }

    @Override
    public final LuaValue call(LuaValue a) {
        return call(a, NIL, NIL);
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b) {
        return enter(a, b, NIL);
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b) {
        return call(a, b, NIL);
    }

    @Override
    public Varargs enter(LuaValue a, LuaValue b, LuaValue c) {
        return call(a, b, c);
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b, LuaValue c, LuaValue d) {
        return enter(a, b, c);
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b, LuaValue c, LuaValue d) {
        return call(a, b, c);
    }

    @Override
    public final Varargs enter(Varargs arguments) {
        return enter(arguments.arg1(), arguments.arg(2), arguments.arg(3));
    }
}
