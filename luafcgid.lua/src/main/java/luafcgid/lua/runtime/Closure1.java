package luafcgid.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function of one parameter. */
public abstract class Closure1 extends Closure {
    protected Closure1(LuaState state, LuaValue environment) {
        super(state, environment);
    }

    @Override
    public final Varargs enter() {
        return enter(NIL);
    }

    @Override
    public final LuaValue call() {
        return call(NIL);
    }

    @Override
    public Varargs enter(LuaValue a) {
        return call(a);
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b) {
        return enter(a);
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b) {
        return call(a);
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b, LuaValue c) {
        return enter(a);
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        return call(a);
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b, LuaValue c, LuaValue d) {
        return enter(a);
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b, LuaValue c, LuaValue d) {
        return call(a);
    }

    @Override
    public final Varargs enter(Varargs arguments) {
        return enter(arguments.arg1());
    }
}
