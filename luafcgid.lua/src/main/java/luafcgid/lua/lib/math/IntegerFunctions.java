package luafcgid.lua.lib.math;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Functions on the integers of 5.3 and later. */
final class IntegerFunctions {
    private static final LuaValue INTEGER = LuaValue.valueOf("integer");
    private static final LuaValue FLOAT = LuaValue.valueOf("float");

    private final Dialect dialect;

    IntegerFunctions(Dialect dialect) {
        this.dialect = dialect;
    }

    void into(LuaTable math) {
        math.rawset("maxinteger", LuaInteger.valueOf(Long.MAX_VALUE));
        math.rawset("mininteger", LuaInteger.valueOf(Long.MIN_VALUE));
        LibraryFunction.define(math, "tointeger", IntegerFunctions::tointeger);
        LibraryFunction.define(math, "type", IntegerFunctions::type);
        LibraryFunction.define(
                math,
                "ult",
                arguments -> LuaValue.valueOf(Long.compareUnsigned(integer(arguments, 1), integer(arguments, 2)) < 0));
    }

    private long integer(Varargs arguments, int index) {
        return Arguments.integer(dialect, index, Arguments.at(arguments, index));
    }

    private static Varargs tointeger(Varargs arguments) {
        LuaValue value = Arguments.any(1, Arguments.at(arguments, 1));
        LuaValue number = value instanceof LuaString ? value.tonumber() : value;
        if (number instanceof LuaInteger) {
            return number;
        }
        return number instanceof LuaNumber && Arguments.isIntegral(number.todouble())
                ? LuaInteger.valueOf((long) number.todouble())
                : LuaValue.NIL;
    }

    private static Varargs type(Varargs arguments) {
        LuaValue value = Arguments.any(1, Arguments.at(arguments, 1));
        return value instanceof LuaNumber ? value instanceof LuaInteger ? INTEGER : FLOAT : LuaValue.NIL;
    }
}
