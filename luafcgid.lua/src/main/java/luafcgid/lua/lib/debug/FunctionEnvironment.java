package luafcgid.lua.lib.debug;

import luafcgid.lua.runtime.Closure;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.UpValue;

/** Environments of functions, as 5.1 has them. */
public final class FunctionEnvironment {
    private FunctionEnvironment() {}

    /** Where a function's globals are; null where it has none of its own. */
    public static @Nullable LuaValue of(LuaValue function) {
        if (function instanceof Closure closure) {
            return closure.environment;
        }
        int index = function instanceof LuaClosure interpreted ? upvalue(interpreted) : -1;
        return index < 0 ? null : ((LuaClosure) function).upValues[index].getValue();
    }

    /** Gives a function another; returns whether it can have one. */
    public static boolean change(LuaValue function, LuaTable environment) {
        if (function instanceof Closure closure) {
            closure.environment = environment;
            return true;
        }
        int index = function instanceof LuaClosure interpreted ? upvalue(interpreted) : -1;
        if (index < 0) {
            return false;
        }
        // One of its own: other functions keep theirs.
        ((LuaClosure) function).upValues[index] = new UpValue(new LuaValue[] {environment}, 0);
        return true;
    }

    private static int upvalue(LuaClosure function) {
        for (int i = 0; i < function.upValues.length; i++) {
            if (function.p.upvalues[i].name != null
                    && function.p.upvalues[i].name.tojstring().equals("_ENV")) {
                return i;
            }
        }
        return -1;
    }
}
