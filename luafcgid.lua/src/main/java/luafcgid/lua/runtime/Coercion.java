package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.NumberReader;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Conversions that operators make by themselves. */
public final class Coercion {
    private Coercion() {}

    /** A number, or the number that a string holds; null for anything else. */
    public static @Nullable LuaNumber number(LuaState state, LuaValue value) {
        if (value instanceof LuaNumber number) {
            return number;
        }
        return value instanceof LuaString text && NumberReader.read(text, state.dialect()) instanceof LuaNumber number
                ? number
                : null;
    }

    /**
     * As {@link #number(LuaState, LuaValue)}, for arithmetic: 5.3 takes every numeral in a string for a float, 5.4 leaves strings to their
     * metamethods.
     */
    static @Nullable LuaNumber operand(LuaState state, LuaValue value) {
        if (value instanceof LuaNumber number) {
            return number;
        }
        LuaNumber number = state.dialect() == Dialect.LUA_5_4 ? null : number(state, value);
        return number instanceof LuaInteger ? LuaDouble.valueOf(number.todouble()) : number;
    }

    /** The integer that a number is equal to; null where there is none. */
    public static @Nullable LuaInteger integer(LuaNumber number) {
        if (number instanceof LuaInteger integer) {
            return integer;
        }
        double value = number.todouble();
        return Floats.isInteger(value) ? integer((long) value) : null;
    }

    /** An integer as a value. */
    public static LuaInteger integer(long value) {
        return (LuaInteger) (LuaValue) LuaInteger.valueOf(value);
    }

    /** A float as a value. */
    public static LuaNumber number(double value) {
        return LuaDouble.valueOf(value);
    }
}
