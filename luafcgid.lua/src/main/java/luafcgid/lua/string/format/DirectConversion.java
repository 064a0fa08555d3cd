package luafcgid.lua.string.format;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.Conversion;
import luafcgid.lua.number.NumberText;
import luafcgid.lua.number.TextBuffer;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * A conversion of a format that compiled code knows, which has one for each value: a constant of that code, so that the JVM compiles what
 * it does into it. It does what is usual without failing, and leaves all else to {@code string.format} itself.
 *
 * @param literal    what stands before it
 * @param conversion what it does
 * @param dialect    how it does it
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record DirectConversion(byte[] literal, Conversion conversion, Dialect dialect) {
    private static final String LETTERS = "diouxXeEfgGs";
    /** A result that may become long is checked while it grows. */
    private static final int LONGEST = 1 << 16;
    /** Before 5.4 a string of so many bytes is not padded. */
    private static final int LONG_STRING = 100;

    /** How many conversions a format has; -1 where not all of them are of this kind. */
    public static int count(LuaString format, Dialect dialect) {
        Directive[] directives = FormatReader.read(format, dialect).directives();
        for (Directive directive : directives) {
            if (directive.problem() != null
                    || LETTERS.indexOf(directive.conversion().letter()) < 0) {
                return -1;
            }
        }
        return directives.length;
    }

    /** One of the conversions of a format, counted from 0. */
    public static DirectConversion of(LuaString format, int index, Dialect dialect) {
        Directive directive = FormatReader.read(format, dialect).directives()[index];
        return new DirectConversion(directive.literal(), directive.conversion(), dialect);
    }

    /** What stands behind the last conversion. */
    public static LuaString rest(LuaString format, Dialect dialect) {
        return LuaString.valueUsing(FormatReader.read(format, dialect).rest());
    }

    /** Appends what stands before it and the text of a value; says whether it could, else some of it may be there. */
    public boolean append(TextBuffer out, LuaValue value) {
        if (value instanceof LuaString text) {
            return append(out, text);
        }
        if (value instanceof LuaDouble number) {
            return append(out, number.todouble());
        }
        return dialect.hasIntegers() && value instanceof LuaInteger integer && append(out, integer.v);
    }

    /** As {@link #append(TextBuffer, LuaValue)}, for a value that is {@link LuaTable#FLOAT} if it is the float beside it. */
    @SuppressWarnings("ReferenceEquality") // there is one mark
    public boolean append(TextBuffer out, LuaValue value, double number) {
        return value == LuaTable.FLOAT ? append(out, number) : append(out, value);
    }

    /** As {@link #append(TextBuffer, LuaValue)}, for a float. */
    public boolean append(TextBuffer out, double value) {
        switch (conversion.letter()) {
            case 'd', 'i' -> {
                return value == (int) value && appendInteger(out, (int) value);
            }
            case 'o', 'u', 'x', 'X' -> {
                return value == (int) value && value >= 0 && appendInteger(out, (int) value);
            }
            case 's' -> {
                if (!conversion.isPlain()) {
                    return false;
                }
                out.append(literal, 0, literal.length);
                NumberText.append(out, value, dialect);
            }
            default -> {
                out.append(literal, 0, literal.length);
                conversion.append(out, value);
            }
        }
        return true;
    }

    /** As {@link #append(TextBuffer, LuaValue)}, for an integer, or where there are none for the float of its value. */
    public boolean append(TextBuffer out, long value) {
        switch (conversion.letter()) {
            case 'd', 'i' -> {
                return appendInteger(out, value);
            }
            case 'o', 'u', 'x', 'X' -> {
                return value >= 0 && appendInteger(out, value);
            }
            case 's' -> {
                if (!conversion.isPlain()) {
                    return false;
                }
                out.append(literal, 0, literal.length);
                if (dialect.hasIntegers()) {
                    NumberText.append(out, value);
                } else {
                    NumberText.append(out, (double) value, dialect);
                }
            }
            default -> {
                out.append(literal, 0, literal.length);
                conversion.append(out, (double) value);
            }
        }
        return true;
    }

    private boolean appendInteger(TextBuffer out, long value) {
        out.append(literal, 0, literal.length);
        conversion.append(out, value);
        return true;
    }

    private boolean append(TextBuffer out, LuaString text) {
        if (conversion.letter() != 's' || text.m_length > LONGEST) {
            return false;
        }
        boolean plain = conversion.isPlain() && dialect.hasIntegers();
        if (!plain && text.indexOf((byte) 0, 0) >= 0) {
            return false;
        }
        out.append(literal, 0, literal.length);
        if (conversion.isPlain() || (conversion.precision() < 0 && text.m_length >= LONG_STRING)) {
            out.append(text);
        } else {
            conversion.append(out, text.m_bytes, text.m_offset, text.m_length);
        }
        return true;
    }
}
