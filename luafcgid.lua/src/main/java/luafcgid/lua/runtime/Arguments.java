package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.CurrentDialect;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What library functions ask of their arguments. {@link LuaValue#NONE} is an argument that was not given. */
public final class Arguments {
    private static final double TWO_TO_63 = 0x1p63;

    private Arguments() {}

    /** An argument, or NONE. */
    public static LuaValue at(Varargs arguments, int index) {
        return index <= arguments.narg() ? arguments.arg(index) : LuaValue.NONE;
    }

    /** Whether the argument was not given; {@code nil} is given. */
    @SuppressWarnings("ReferenceEquality") // NONE equals nil.
    public static boolean isNone(LuaValue value) {
        return value == LuaValue.NONE;
    }

    /** The error for an argument that is wrong. */
    public static LuaError wrong(int index, String problem) {
        return new LuaError("bad argument #" + index + ": " + problem);
    }

    /** The error for an argument of a wrong type. */
    public static LuaError wrongType(int index, LuaValue value, String expected) {
        return wrong(index, expected + " expected, got " + typeName(value));
    }

    /** As messages name the type of a value. */
    public static String typeName(LuaValue value) {
        if (isNone(value)) {
            return "no value";
        }
        Dialect dialect = CurrentDialect.get();
        return value instanceof LightUserdata && dialect.hasIntegers()
                ? "light userdata"
                : Errors.typeName(dialect, value);
    }

    public static LuaValue any(int index, LuaValue value) {
        if (isNone(value)) {
            throw wrong(index, "value expected");
        }
        return value;
    }

    public static LuaTable table(int index, LuaValue value) {
        if (value instanceof LuaTable table) {
            return table;
        }
        throw wrongType(index, value, "table");
    }

    public static LuaValue function(int index, LuaValue value) {
        if (value.isfunction()) {
            return value;
        }
        throw wrongType(index, value, "function");
    }

    /** A number, or a string that is a numeral. */
    public static LuaNumber numeral(int index, LuaValue value) {
        if (value instanceof LuaNumber number) {
            return number;
        }
        if (value instanceof LuaString text && text.tonumber() instanceof LuaNumber number) {
            return number;
        }
        throw wrongType(index, value, "number");
    }

    public static double number(int index, LuaValue value) {
        return value instanceof LuaNumber
                ? value.todouble()
                : numeral(index, value).todouble();
    }

    /** An integer: before 5.3 of any number what is before its point. */
    public static long integer(Dialect dialect, int index, LuaValue value) {
        LuaNumber number = numeral(index, value);
        if (number instanceof LuaInteger) {
            return number.tolong();
        }
        double d = number.todouble();
        if (dialect.hasIntegers() && !isIntegral(d)) {
            throw wrong(index, "number has no integer representation");
        }
        return d >= -TWO_TO_63 && d < TWO_TO_63 ? (long) d : Long.MIN_VALUE;
    }

    /** As {@link #integer(Dialect, int, LuaValue)}, where the argument may be missing or nil. */
    public static long integer(Dialect dialect, int index, LuaValue value, long otherwise) {
        return value.isnil() ? otherwise : integer(dialect, index, value);
    }

    /** Whether a float is the value of a 64-bit integer. */
    public static boolean isIntegral(double value) {
        return value >= -TWO_TO_63 && value < TWO_TO_63 && value == Math.rint(value);
    }

    /** A string, or the text of a number. */
    public static LuaString string(int index, LuaValue value) {
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof LuaNumber) {
            return value.strvalue();
        }
        throw wrongType(index, value, "string");
    }
}
