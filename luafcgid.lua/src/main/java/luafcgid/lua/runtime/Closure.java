package luafcgid.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A function that was compiled: one generated class for each function of the source, one object for each closure of it.
 *
 * <p>A generated class overrides either the {@code call} or the {@code enter} of its number of parameters; the other leads to it.
 */
public abstract class Closure extends LuaFunction {
    /** The state that it belongs to. */
    public final LuaState state;

    /** Where its globals are. {@code setfenv} sets it; from 5.2 on it is the value of {@code _ENV} where the chunk does not mention that. */
    public LuaValue environment;

    protected Closure(LuaState state, LuaValue environment) {
        this.state = state;
        this.environment = environment;
    }

    public abstract FunctionInfo info();

    /** Runs the function; the result may be a {@link TailCall} that is still to be made. */
    public abstract Varargs enter(Varargs arguments);

    /** As {@link #enter(Varargs)}, without arguments. */
    public Varargs enter() {
        return enter(NONE);
    }

    /** As {@link #enter(Varargs)}, with one argument. */
    public Varargs enter(LuaValue a) {
        return enter((Varargs) a);
    }

    /** As {@link #enter(Varargs)}, with two arguments. */
    public Varargs enter(LuaValue a, LuaValue b) {
        return enter(varargsOf(a, b));
    }

    /** As {@link #enter(Varargs)}, with three arguments. */
    public Varargs enter(LuaValue a, LuaValue b, LuaValue c) {
        return enter(varargsOf(a, b, c));
    }

    /** As {@link #enter(Varargs)}, with four arguments. */
    public Varargs enter(LuaValue a, LuaValue b, LuaValue c, LuaValue d) {
        return enter(varargsOf(new LuaValue[] {a, b, c, d}));
    }

    @Override
    public LuaValue call() {
        return Results.first(enter());
    }

    @Override
    public LuaValue call(LuaValue a) {
        return Results.first(enter(a));
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b) {
        return Results.first(enter(a, b));
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        return Results.first(enter(a, b, c));
    }

    /** As the others, with four arguments. */
    public LuaValue call(LuaValue a, LuaValue b, LuaValue c, LuaValue d) {
        return Results.first(enter(a, b, c, d));
    }

    @Override
    public final Varargs invoke(Varargs arguments) {
        return Results.all(enter(arguments));
    }

    @Override
    @SuppressWarnings("NullAway") // LuaJ has null for none
    public LuaValue getmetatable() {
        return state.typeMetatable(TFUNCTION);
    }

    @Override
    public String name() {
        return info().source();
    }
}
