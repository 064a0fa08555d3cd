package luafcgid.lua.string.format;

import java.nio.charset.StandardCharsets;
import luafcgid.lua.Dialect;
import luafcgid.lua.number.Conversion;
import luafcgid.lua.string.Texts;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind {@code %}. Before 5.4 any flags go with any letter. */
final class SpecificationReader {
    private static final String FLAGS = "-+ #0";
    private static final int MOST_FLAGS = 5;
    private static final int LONGEST_5_4 = 22;

    private final byte[] bytes;
    private final int end;
    private final Dialect dialect;
    private int at;

    SpecificationReader(byte[] bytes, int end, Dialect dialect) {
        this.bytes = bytes;
        this.end = end;
        this.dialect = dialect;
    }

    /** Behind what was read. */
    int end() {
        return at;
    }

    Directive read(int from, byte[] literal) {
        at = from;
        int flags = 0;
        while (FLAGS.indexOf(peek()) >= 0) {
            flags |= Conversion.flag(bytes[at++]);
        }
        int flagsEnd = at;
        int width = Math.max(0, number());
        int precision = -1;
        if (peek() == '.') {
            at++;
            precision = Math.max(0, number());
        }
        boolean tooLong = isDigit(peek());
        int letter = peek();
        String problem;
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            problem = problemSince54(from, flagsEnd, at, precision >= 0);
            letter = peek();
        } else if (flagsEnd - from > MOST_FLAGS) {
            problem = "invalid format (repeated flags)";
        } else if (tooLong) {
            problem = "invalid format (width or precision too long)";
        } else {
            problem = isKnown(letter)
                    ? null
                    : "invalid option '%" + Texts.character(dialect, Math.max(letter, 0)) + "' to 'format'";
        }
        at = Math.min(at + 1, end);
        return new Directive(literal, new Conversion(flags, width, precision, (char) Math.max(letter, 0)), problem);
    }

    private int peek() {
        return at < end ? bytes[at] & 0xff : -1;
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    /** Of at most two digits; -1 where there is none. */
    private int number() {
        int value = -1;
        for (int i = 0; i < 2 && isDigit(peek()); i++) {
            value = Math.max(0, value) * 10 + bytes[at++] - '0';
        }
        return value;
    }

    private boolean isKnown(int letter) {
        return letter > 0
                && ("cdiouxXeEfgGqs".indexOf(letter) >= 0
                        || ("aA".indexOf(letter) >= 0 && dialect.isAtLeast(Dialect.LUA_5_2))
                        || (letter == 'p' && dialect.isAtLeast(Dialect.LUA_5_4)));
    }

    /** The rules of 5.4: each letter has its flags. */
    private @Nullable String problemSince54(int from, int flagsEnd, int specificationEnd, boolean hasPrecision) {
        int i = from;
        while (i < end && (FLAGS.indexOf(bytes[i]) >= 0 || isDigit(bytes[i]) || bytes[i] == '.')) {
            i++;
        }
        if (i + 1 - from >= LONGEST_5_4) {
            return "invalid format (too long)";
        }
        at = i;
        int letter = Math.max(peek(), 0);
        String text = new String(bytes, from, Math.min(i + 1, end) - from, StandardCharsets.ISO_8859_1);
        int zero = text.indexOf('\0');
        text = "%" + (zero < 0 ? text : text.substring(0, zero));
        if (!isKnown(letter)) {
            return "invalid conversion '" + text + "' to 'format'";
        }
        if (letter == 'q') {
            return i == from ? null : "specifier '%q' cannot have modifiers";
        }
        String allowed = flags(letter);
        boolean fits = i == specificationEnd && !(hasPrecision && (letter == 'c' || letter == 'p'));
        for (int j = from; j < flagsEnd; j++) {
            fits &= allowed.indexOf(bytes[j]) >= 0;
        }
        return fits ? null : "invalid conversion specification: '" + text + "'";
    }

    private static String flags(int letter) {
        return switch (letter) {
            case 'c', 'p', 's' -> "-";
            case 'd', 'i' -> "-+0 ";
            case 'u' -> "-0";
            case 'o', 'x', 'X' -> "-#0";
            default -> FLAGS;
        };
    }
}
