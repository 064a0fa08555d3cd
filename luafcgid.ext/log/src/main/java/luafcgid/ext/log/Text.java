package luafcgid.ext.log;

import java.nio.charset.StandardCharsets;
import luafcgid.lua.LogText;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Values as text of one line that ends somewhere. */
final class Text {
    /** Characters of one string: enough for a stack trace's head or a long URL. */
    static final int LONGEST = 2048;

    private static final String UNQUOTED_NEVER = "\"=\\{},";
    private static final int DEEPEST = 3;

    private Text() {}

    /** A value by itself, as {@code tostring} has it; a table with its entries. */
    static String of(LuaValue value) {
        return of(value, 0);
    }

    /** A value among others: in quotes where it could be taken for something else. */
    static String quoted(LuaValue value, int depth) {
        String text = of(value, depth);
        return isEntries(value) ? text : quote(text);
    }

    private static String of(LuaValue value, int depth) {
        if (value instanceof LuaString string) {
            return decode(string);
        }
        if (value.type() == LuaValue.TNUMBER) {
            return NumberText.of(value.todouble());
        }
        LuaValue convert = value.metatag(LuaValue.TOSTRING);
        if (!convert.isnil()) {
            LuaValue text = convert.call(value);
            return text instanceof LuaString string ? decode(string) : "(__tostring gave no string)";
        }
        if (value instanceof LuaTable table) {
            return depth < DEEPEST ? "{" + Fields.of(table, depth + 1).text(", ") + "}" : "{…}";
        }
        return value.tojstring();
    }

    private static boolean isEntries(LuaValue value) {
        return value.istable() && value.metatag(LuaValue.TOSTRING).isnil();
    }

    /** Bytes as UTF-8; what is none becomes a replacement character. */
    private static String decode(LuaString string) {
        // A character has 4 bytes at most.
        int length = Math.min(string.m_length, 4 * LONGEST);
        String text = new String(string.m_bytes, string.m_offset, length, StandardCharsets.UTF_8);
        if (text.length() <= LONGEST && length == string.m_length) {
            return text;
        }
        int end = Math.min(LONGEST, text.length());
        String kept = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        return kept + "…(" + string.m_length + " bytes)";
    }

    static String quote(String text) {
        if (isPlain(text)) {
            return text;
        }
        return "\"" + LogText.escape(text.replace("\\", "\\\\").replace("\"", "\\\"")) + "\"";
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.chars()
                        .noneMatch(c -> c <= ' '
                                || UNQUOTED_NEVER.indexOf(c) >= 0
                                || LogText.isUnsafe((char) c)
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c));
    }
}
