package luafcgid.lua.string;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.NumberText;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Strings among the arguments of functions, numbers among their results. */
public final class Texts {
    private Texts() {}

    /** A string, or the text of a number. */
    public static LuaString string(Dialect dialect, int index, LuaValue value) {
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof LuaNumber number) {
            return of(dialect, number);
        }
        throw Arguments.wrongType(index, value, "string");
    }

    /** The text of a number. */
    public static LuaString of(Dialect dialect, LuaNumber number) {
        return dialect.hasIntegers() && number instanceof LuaInteger
                ? NumberText.string(number.tolong())
                : NumberText.string(number.todouble(), dialect);
    }

    /** A whole number: a float where there are no integers. */
    public static LuaValue number(Dialect dialect, long value) {
        return dialect.hasIntegers() ? LuaInteger.valueOf(value) : LuaDouble.valueOf((double) value);
    }

    /** A byte as messages show it. */
    public static String character(Dialect dialect, int octet) {
        if (octet == 0 && dialect == Dialect.LUA_5_1) {
            return "";
        }
        boolean printable = octet >= ' ' && octet < 127;
        return printable || dialect != Dialect.LUA_5_3 ? String.valueOf((char) octet) : "<\\" + octet + ">";
    }

    /** Where a position that may count from the end begins, counted from 1; 0 or less where it is before the start. */
    public static long fromStart(long position, long length) {
        return position >= 0 ? position : length + position + 1;
    }
}
