package luafcgid.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function of no parameters. */
public abstract class Closure0 extends Closure {
    protected Closure0(LuaState state, LuaValue environment) {
        super(state, environment);
    }

    @Override
    public Varargs enter() {
        return call();
    }

    @Override
    public final Varargs enter(LuaValue a) {
        return enter();
    }

    @Override
    public final LuaValue call(LuaValue a) {
        return call();
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b) {
        return enter();
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b) {
        return call();
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b, LuaValue c) {
        return enter();
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        return call();
    }

    @Override
    public final Varargs enter(LuaValue a, LuaValue b, LuaValue c, LuaValue d) {
        return enter();
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b, LuaValue c, LuaValue d) {
        return call();
    }

    @Override
    public final Varargs enter(Varargs arguments) {
        return enter();
    }
}
