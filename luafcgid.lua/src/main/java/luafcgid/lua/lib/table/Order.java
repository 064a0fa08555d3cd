package luafcgid.lua.lib.table;

import luafcgid.lua.runtime.Callback;
import luafcgid.lua.runtime.Comparison;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** What comes before what. */
interface Order {
    boolean isLess(LuaValue a, LuaValue b);

    /** The order of {@code <}. */
    static Order natural(LuaState state) {
        return (a, b) -> {
            state.safepoint();
            if (a instanceof LuaDouble && b instanceof LuaDouble) {
                return a.todouble() < b.todouble();
            }
            if (a instanceof LuaString x && b instanceof LuaString y) {
                return x.strcmp(y) < 0;
            }
            return Comparison.less(state, a, b);
        };
    }

    /** The order that a script's function makes. */
    static Order of(LuaState state, LuaValue function) {
        boolean unnamed = Callback.isUnnamed(function);
        return (a, b) -> {
            state.safepoint();
            LuaValue less = unnamed
                    ? Callback.call(state, function, LuaValue.varargsOf(a, b)).arg1()
                    : function.call(a, b);
            return less.toboolean();
        };
    }
}
