package luafcgid.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/** A function that was compiled: one generated class for each function of the source, one object for each closure of it. */
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
}
