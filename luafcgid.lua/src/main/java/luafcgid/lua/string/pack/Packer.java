package luafcgid.lua.string.pack;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.string.Texts;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Writes values in the binary form that options ask for. */
final class Packer {
    private final Dialect dialect;
    private final TextBuffer out;

    Packer(Dialect dialect, TextBuffer out) {
        this.dialect = dialect;
        this.out = out;
    }

    void append(PackFormat format, int index, LuaValue value) {
        int size = format.size();
        boolean little = format.isLittle();
        switch (format.kind()) {
            case SIGNED -> {
                long integer = Arguments.integer(dialect, index, value);
                if (size < Long.BYTES && outOfSigned(integer, size)) {
                    throw Arguments.wrong(index, "integer overflow");
                }
                append(integer, size, little, integer < 0);
            }
            case UNSIGNED -> {
                long integer = Arguments.integer(dialect, index, value);
                if (size < Long.BYTES && integer >>> (size * Byte.SIZE) != 0) {
                    throw Arguments.wrong(index, "unsigned overflow");
                }
                append(integer, size, little, false);
            }
            case FLOAT ->
                append(
                        Float.floatToRawIntBits((float) Arguments.number(index, value)) & 0xffffffffL,
                        size,
                        little,
                        false);
            case DOUBLE -> append(Double.doubleToRawLongBits(Arguments.number(index, value)), size, little, false);
            case CHARACTERS -> {
                LuaString text = Texts.string(dialect, index, value);
                if (text.m_length > size) {
                    throw Arguments.wrong(index, "string longer than given size");
                }
                out.append(text);
                out.fill(0, size - text.m_length);
            }
            case COUNTED -> {
                LuaString text = Texts.string(dialect, index, value);
                if (size < Integer.BYTES && text.m_length >>> (size * Byte.SIZE) != 0) {
                    throw Arguments.wrong(index, "string length does not fit in given size");
                }
                append(text.m_length, size, little, false);
                out.append(text);
            }
            default -> {
                LuaString text = Texts.string(dialect, index, value);
                if (text.indexOf((byte) 0, 0) >= 0) {
                    throw Arguments.wrong(index, "string contains zeros");
                }
                out.append(text);
                out.append(0);
            }
        }
    }

    private static boolean outOfSigned(long value, int size) {
        long limit = 1L << (size * Byte.SIZE - 1);
        return value < -limit || value >= limit;
    }

    private void append(long value, int size, boolean little, boolean negative) {
        for (int i = 0; i < size; i++) {
            int place = little ? i : size - 1 - i;
            int extension = negative ? 0xff : 0;
            out.append(place < Long.BYTES ? (int) (value >>> (place * Byte.SIZE)) : extension);
        }
    }
}
