package luafcgid.lua.number;

import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads numbers as {@code tonumber} and arithmetic on strings do, and as the language writes them. */
public final class NumberReader {
    private NumberReader() {}

    /** Returns null where the whole string is no number. */
    public static @Nullable LuaValue read(LuaString text, Dialect dialect) {
        return read(text.m_bytes, text.m_offset, text.m_length, dialect);
    }

    /** A number with a sign and space around it, if any: from 5.3 on an integer or a float, before a float. Null where it is none. */
    public static @Nullable LuaValue read(byte[] bytes, int offset, int length, Dialect dialect) {
        Numeral numeral = trimmed(bytes, offset, length, dialect);
        if (numeral == null) {
            return null;
        }
        if (dialect.hasIntegers() && numeral.readInteger()) {
            return LuaInteger.valueOf(numeral.integer());
        }
        if (numeral.readFloat()) {
            return LuaDouble.valueOf(numeral.number());
        }
        return dialect == Dialect.LUA_5_1 && numeral.readWord() ? LuaDouble.valueOf(numeral.number()) : null;
    }

    /**
     * An integer in a base of 2 to 36, as {@code tonumber(text, base)} reads it; in 5.1, as everywhere, base 10 is for
     * {@link #read(LuaString, Dialect)}. Null where it is none.
     */
    public static @Nullable LuaValue read(LuaString text, int base, Dialect dialect) {
        Numeral numeral = trimmed(text.m_bytes, text.m_offset, text.m_length, dialect);
        if (numeral == null) {
            return null;
        }
        if (dialect.hasIntegers()) {
            return numeral.readInteger(base) ? LuaInteger.valueOf(numeral.integer()) : null;
        }
        boolean unsigned = dialect == Dialect.LUA_5_1;
        if (!(unsigned ? numeral.readUnsigned(base) : numeral.readFloat(base))) {
            return null;
        }
        return LuaDouble.valueOf(numeral.number());
    }

    private static @Nullable Numeral trimmed(byte[] bytes, int offset, int length, Dialect dialect) {
        int start = offset;
        int end = offset + length;
        if (dialect == Dialect.LUA_5_1) {
            end = start;
            // To this version a zero ends a string.
            while (end < offset + length && bytes[end] != 0) {
                end++;
            }
        }
        while (start < end && isSpace(bytes[start])) {
            start++;
        }
        while (end > start && isSpace(bytes[end - 1])) {
            end--;
        }
        return start == end ? null : new Numeral(bytes, start, end);
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || (octet >= '\t' && octet <= '\r');
    }
}
