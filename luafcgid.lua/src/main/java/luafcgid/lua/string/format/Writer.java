package luafcgid.lua.string.format;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.Conversion;
import luafcgid.lua.number.NumberText;
import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.string.Texts;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Writes arguments of {@code string.format} as its conversions say. */
final class Writer {
    /** Before 5.4 a string of so many bytes is not padded, and its zeros are not looked for. */
    private static final int LONG_STRING = 100;

    private final Dialect dialect;

    Writer(Dialect dialect) {
        this.dialect = dialect;
    }

    void append(TextBuffer out, Conversion conversion, int index, LuaValue value) {
        switch (conversion.letter()) {
            case 'd', 'i' -> conversion.append(out, signed(index, value));
            case 'o', 'u', 'x', 'X' -> conversion.append(out, unsigned(index, value));
            case 'c' -> appendByte(out, conversion, octet(index, value));
            case 'q' -> Quoted.append(out, dialect, index, value);
            case 's' -> appendString(out, conversion, index, value);
            case 'p' -> appendPointer(out, conversion, value);
            default ->
                conversion.append(out, value instanceof LuaDouble ? value.todouble() : Arguments.number(index, value));
        }
    }

    /** Throws where the argument's fault is found before that of a malformed conversion: since 5.4. */
    void check(Conversion conversion, int index, LuaValue value) {
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            switch (conversion.letter()) {
                case 'd', 'i', 'o', 'u', 'x', 'X' -> Arguments.integer(dialect, index, value);
                case 'e', 'E', 'f', 'g', 'G' -> Arguments.number(index, value);
                case 's' -> zero(index, Displayed.text(dialect, value));
                default -> {}
            }
        }
    }

    private long signed(int index, LuaValue value) {
        if (value instanceof LuaInteger) {
            return value.tolong();
        }
        if (value instanceof LuaDouble && value.todouble() == (int) value.todouble()) {
            return (int) value.todouble();
        }
        if (dialect == Dialect.LUA_5_2) {
            double number = Arguments.number(index, value);
            if (!(number >= -0x1p63 && number < 0x1p63)) {
                throw Arguments.wrong(index, "not a number in proper range");
            }
            return (long) number;
        }
        return Arguments.integer(dialect, index, value);
    }

    private long unsigned(int index, LuaValue value) {
        if (dialect.hasIntegers()) {
            return signed(index, value);
        }
        double number = Arguments.number(index, value);
        if (dialect == Dialect.LUA_5_2 && !(number > -1 && number < 0x1p64)) {
            throw Arguments.wrong(index, "not a non-negative number in proper range");
        }
        if (number >= 0x1p63) {
            return truncated(number - 0x1p63) ^ Long.MIN_VALUE;
        }
        return truncated(number);
    }

    /** As processors convert what does not fit. */
    private static long truncated(double number) {
        return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    private int octet(int index, LuaValue value) {
        long integer = Arguments.integer(dialect, index, value);
        // As processors convert what does not fit, which 5.1 leaves to them.
        return dialect == Dialect.LUA_5_1 && integer != (int) integer ? 0 : (int) integer;
    }

    private void appendByte(TextBuffer out, Conversion conversion, int octet) {
        int start = out.length;
        conversion.appendByte(out, octet);
        if (dialect == Dialect.LUA_5_1) {
            // To this version a zero ends a string.
            truncate(out, start);
        }
    }

    private void appendString(TextBuffer out, Conversion conversion, int index, LuaValue value) {
        if (conversion.isPlain() && value instanceof LuaNumber number && !(value instanceof LuaInteger)) {
            NumberText.append(out, number.todouble(), dialect);
            return;
        }
        LuaString text = dialect == Dialect.LUA_5_1
                ? Texts.string(dialect, index, value)
                : Displayed.text(dialect, Arguments.any(index, value));
        boolean plain = conversion.isPlain();
        if (plain && dialect.hasIntegers()) {
            out.append(text);
            return;
        }
        boolean whole = conversion.precision() < 0 && text.m_length >= LONG_STRING;
        int zero = zero(index, text);
        if (whole || (plain && zero < 0)) {
            out.append(text);
        } else {
            conversion.append(out, text.m_bytes, text.m_offset, zero < 0 ? text.m_length : zero);
        }
    }

    /** Where C takes the string to end; -1 at its end. */
    private int zero(int index, LuaString text) {
        int zero = text.indexOf((byte) 0, 0);
        if (zero >= 0 && dialect.hasIntegers()) {
            throw Arguments.wrong(index, "string contains zeros");
        }
        return zero;
    }

    private static void truncate(TextBuffer out, int start) {
        for (int i = start; i < out.length; i++) {
            if (out.bytes[i] == 0) {
                out.length = i;
            }
        }
    }

    private static void appendPointer(TextBuffer out, Conversion conversion, LuaValue value) {
        LuaString text = Displayed.address(value);
        conversion.append(out, text.m_bytes, text.m_offset, text.m_length);
    }
}
