package luafcgid.ext.crypto.face;

import java.util.Arrays;
import java.util.function.Supplier;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Reads what a script passed, and says what is wrong with it. */
public final class Arguments {
    private Arguments() {}

    public static LuaString string(Varargs arguments, int index) {
        LuaValue value = arguments.arg(index);
        if (!value.isstring()) {
            throw wrong(arguments, index, "string");
        }
        return value.checkstring();
    }

    public static byte[] bytes(Varargs arguments, int index) {
        return bytes(string(arguments, index));
    }

    public static byte[] bytes(LuaString string) {
        return Arrays.copyOfRange(string.m_bytes, string.m_offset, string.m_offset + string.m_length);
    }

    /** The bytes, or none where nothing was passed. */
    public static byte[] optionalBytes(Varargs arguments, int index) {
        return arguments.isnoneornil(index) ? new byte[0] : bytes(arguments, index);
    }

    public static String text(Varargs arguments, int index) {
        return string(arguments, index).tojstring();
    }

    /** A whole number within these bounds. */
    public static int integer(Varargs arguments, int index, int least, int most) {
        LuaValue value = arguments.arg(index);
        if (!value.isnumber()) {
            throw wrong(arguments, index, "number");
        }
        double number = value.todouble();
        if (number != Math.rint(number) || number < least || number > most) {
            throw bad(index, value.tojstring() + " is not a whole number from " + least + " to " + most);
        }
        return (int) number;
    }

    public static int integer(Varargs arguments, int index, int least, int most, int otherwise) {
        return arguments.isnoneornil(index) ? otherwise : integer(arguments, index, least, most);
    }

    public static boolean flag(Varargs arguments, int index, boolean otherwise) {
        return index > arguments.narg() ? otherwise : arguments.arg(index).toboolean();
    }

    /** What {@code work} gives; what it does not accept is the fault of this argument. */
    public static <T> T because(int index, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw bad(index, String.valueOf(e.getMessage()));
        }
    }

    public static LuaError wrong(Varargs arguments, int index, String expected) {
        String got =
                index > arguments.narg() ? "no value" : arguments.arg(index).typename();
        return bad(index, expected + " expected, got " + got);
    }

    public static LuaError bad(int index, String reason) {
        return new LuaError("bad argument #" + index + ": " + reason);
    }

    public static LuaString lua(byte[] bytes) {
        return LuaString.valueUsing(bytes);
    }
}
