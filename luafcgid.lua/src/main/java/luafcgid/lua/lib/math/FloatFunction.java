package luafcgid.lua.lib.math;

import java.util.function.DoubleUnaryOperator;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaValue;

/** A function of one float that is called too seldom for a class of its own. */
final class FloatFunction extends Builtin.One {
    private final DoubleUnaryOperator operator;

    FloatFunction(String name, DoubleUnaryOperator operator) {
        super(name);
        this.operator = operator;
    }

    @Override
    public LuaValue call(LuaValue x) {
        return LuaDouble.valueOf(operator.applyAsDouble(Arguments.number(1, x)));
    }
}
