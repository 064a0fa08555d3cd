package luafcgid.lua.string.pack;

import luafcgid.lua.Dialect;
import luafcgid.lua.string.Texts;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Goes through the options of a format of {@code string.pack}. */
final class PackFormat {
    enum Kind {
        SIGNED,
        UNSIGNED,
        FLOAT,
        DOUBLE,
        /** Of a fixed size. */
        CHARACTERS,
        /** A string behind its length. */
        COUNTED,
        ZERO_TERMINATED,
        PADDING,
        /** Aligns to an option that follows. */
        ALIGNMENT,
        /** Sets something for those that follow. */
        NONE
    }

    private static final int LARGEST_INTEGER = 16;
    private static final int NATIVE_ALIGNMENT = 8;
    private static final int LARGEST_SIZE = Integer.MAX_VALUE;

    private final Dialect dialect;
    private final byte[] bytes;
    private final int end;
    private int at;
    private int alignment = 1;
    private boolean little = true;

    private Kind kind = Kind.NONE;
    private int size;
    private int padding;

    PackFormat(Dialect dialect, LuaString format) {
        this.dialect = dialect;
        bytes = format.m_bytes;
        at = format.m_offset;
        end = at + format.m_length;
    }

    boolean hasNext() {
        return at < end;
    }

    Kind kind() {
        return kind;
    }

    /** In bytes; of a counted string, that of the count. */
    int size() {
        return size;
    }

    /** How many bytes stand before the option, for its alignment. */
    int padding() {
        return padding;
    }

    boolean isLittle() {
        return little;
    }

    /** Reads the next option, which stands behind so many bytes. */
    void next(long total) {
        read();
        int align = size;
        if (kind == Kind.ALIGNMENT) {
            if (hasNext()) {
                read();
                align = kind == Kind.CHARACTERS ? 0 : size;
            }
            if (align == 0) {
                throw PackFunctions.wrongFormat("invalid next option for option 'X'");
            }
            set(Kind.ALIGNMENT, 0);
        }
        boolean aligned = kind == Kind.SIGNED
                || kind == Kind.UNSIGNED
                || kind == Kind.FLOAT
                || kind == Kind.DOUBLE
                || kind == Kind.COUNTED
                || kind == Kind.ALIGNMENT;
        padding = 0;
        if (align > 1 && aligned) {
            align = Math.min(align, alignment);
            if ((align & (align - 1)) != 0) {
                throw PackFunctions.wrongFormat("format asks for alignment not power of 2");
            }
            padding = (int) ((align - (total & (align - 1))) & (align - 1));
        }
    }

    private void read() {
        int option = bytes[at++];
        size = 0;
        kind = Kind.NONE;
        switch (option) {
            case 'b' -> set(Kind.SIGNED, 1);
            case 'B' -> set(Kind.UNSIGNED, 1);
            case 'h' -> set(Kind.SIGNED, 2);
            case 'H' -> set(Kind.UNSIGNED, 2);
            case 'i' -> set(Kind.SIGNED, limited(4));
            case 'I' -> set(Kind.UNSIGNED, limited(4));
            case 'l', 'j' -> set(Kind.SIGNED, 8);
            case 'L', 'J', 'T' -> set(Kind.UNSIGNED, 8);
            case 'f' -> set(Kind.FLOAT, 4);
            case 'd', 'n' -> set(Kind.DOUBLE, 8);
            case 's' -> set(Kind.COUNTED, limited(8));
            case 'c' -> {
                int count = number(-1);
                if (count < 0) {
                    throw new LuaError("missing size for format option 'c'");
                }
                set(Kind.CHARACTERS, count);
            }
            case 'z' -> kind = Kind.ZERO_TERMINATED;
            case 'x' -> set(Kind.PADDING, 1);
            case 'X' -> kind = Kind.ALIGNMENT;
            case ' ' -> kind = Kind.NONE;
            case '<', '=' -> little = true;
            case '>' -> little = false;
            case '!' -> alignment = limited(NATIVE_ALIGNMENT);
            default -> throw new LuaError("invalid format option '" + Texts.character(dialect, option & 0xff) + "'");
        }
    }

    private void set(Kind option, int bytesOfIt) {
        kind = option;
        size = bytesOfIt;
    }

    private int limited(int otherwise) {
        int number = number(otherwise);
        if (number < 1 || number > LARGEST_INTEGER) {
            throw new LuaError("integral size (" + number + ") out of limits [1," + LARGEST_INTEGER + "]");
        }
        return number;
    }

    private int number(int otherwise) {
        if (at >= end || bytes[at] < '0' || bytes[at] > '9') {
            return otherwise;
        }
        long number = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && number <= (LARGEST_SIZE - 9) / 10) {
            number = number * 10 + bytes[at++] - '0';
        }
        return (int) number;
    }
}
