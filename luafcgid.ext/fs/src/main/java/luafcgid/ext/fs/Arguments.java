package luafcgid.ext.fs;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Arguments of functions, and errors about them in Lua's words. */
final class Arguments {
    private static final double LARGEST_LONG = 0x1p63;

    private Arguments() {}

    static String string(Varargs arguments, int index) {
        LuaValue value = arguments.arg(index);
        if (!value.isstring()) {
            throw wrongType(arguments, index, "string");
        }
        return value.tojstring();
    }

    /** A whole number; fractions are cut off, as C does. */
    static long integer(Varargs arguments, int index, long otherwise) {
        LuaValue value = arguments.arg(index);
        if (value.isnil()) {
            return otherwise;
        }
        if (!value.isnumber()) {
            throw wrongType(arguments, index, "number");
        }
        double number = value.todouble();
        if (!(Math.abs(number) < LARGEST_LONG)) {
            throw wrong(index, "number has no integer representation");
        }
        return (long) number;
    }

    static LuaError wrongType(Varargs arguments, int index, String expected) {
        String got =
                index > arguments.narg() ? "no value" : arguments.arg(index).typename();
        return wrong(index, expected + " expected, got " + got);
    }

    static LuaError wrong(int index, String what) {
        return new LuaError("bad argument #" + index + ": " + what);
    }
}
