package luafcgid.lua.string;

import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.runtime.Coercion;
import luafcgid.lua.runtime.IntegerArithmetic;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Metamethods;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** A metamethod of strings in 5.4: arithmetic on the numbers that they hold, where the other operand does not know better. */
final class StringArithmetic extends Builtin.Two {
    private final LuaState state;
    private final Operator operator;

    @FunctionalInterface
    private interface Operator {
        LuaValue apply(LuaState state, LuaValue left, LuaValue right);
    }

    private StringArithmetic(LuaState state, String name, Operator operator) {
        super(name);
        this.state = state;
        this.operator = operator;
    }

    static void into(LuaTable metatable, LuaState state) {
        define(metatable, state, "add", IntegerArithmetic::add);
        define(metatable, state, "sub", IntegerArithmetic::subtract);
        define(metatable, state, "mul", IntegerArithmetic::multiply);
        define(metatable, state, "div", IntegerArithmetic::divide);
        define(metatable, state, "mod", IntegerArithmetic::modulo);
        define(metatable, state, "pow", IntegerArithmetic::power);
        define(metatable, state, "idiv", IntegerArithmetic::floorDivide);
        define(metatable, state, "unm", (lua, left, right) -> IntegerArithmetic.negate(lua, left));
    }

    private static void define(LuaTable metatable, LuaState state, String name, Operator operator) {
        metatable.rawset("__" + name, new StringArithmetic(state, name, operator));
    }

    @Override
    public LuaValue call(LuaValue left, LuaValue right) {
        LuaNumber a = Coercion.number(state, left);
        LuaNumber b = Coercion.number(state, right);
        if (a != null && b != null) {
            return operator.apply(state, a, b);
        }
        LuaValue handler = right instanceof LuaString
                ? LuaValue.NIL
                : Metamethods.of(state, right, LuaString.valueOf("__" + name));
        if (handler.isnil()) {
            throw new LuaError("attempt to " + name + " a '" + left.typename() + "' with a '" + right.typename() + "'");
        }
        return handler.call(left, right);
    }
}
