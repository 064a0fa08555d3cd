package luafcgid.lua.syntax.lexer;

import java.util.Arrays;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaString;

/** How messages show the name that a chunk was given. */
public final class ChunkName {
    /** C Lua's LUA_IDSIZE, which counts a zero at the end. */
    private static final int SIZE = 60;

    /** What the parser of 5.1 has instead. */
    private static final int OLD_PARSER_SIZE = 80;

    /** What a binary chunk begins with. */
    private static final char BINARY = '\u001b';

    private static final String BEGIN = "[string \"";
    private static final String END = "\"]";
    private static final String DOTS = "...";

    private ChunkName() {}

    /** A file's path, a given name, or the first line of the text in brackets: at most 59 bytes. */
    public static LuaString display(String chunkName, Dialect dialect) {
        return display(chunkName, dialect, SIZE);
    }

    /** As errors in the chunk's syntax show it. */
    static LuaString displayInSyntaxError(String chunkName, Dialect dialect) {
        return display(chunkName, dialect, dialect == Dialect.LUA_5_1 ? OLD_PARSER_SIZE : SIZE);
    }

    /** A file's path or a given name, whole; {@code binary string} where the chunk itself is its name. */
    public static String ofBinary(String chunkName) {
        if (isNamed(chunkName, '=') || isNamed(chunkName, '@')) {
            return chunkName.substring(1);
        }
        return isNamed(chunkName, BINARY) ? "binary string" : chunkName;
    }

    private static boolean isNamed(String chunkName, char mark) {
        return !chunkName.isEmpty() && chunkName.charAt(0) == mark;
    }

    private static LuaString display(String chunkName, Dialect dialect, int size) {
        LuaString name = LuaString.valueOf(chunkName);
        byte[] bytes = Arrays.copyOfRange(name.m_bytes, name.m_offset, name.m_offset + name.m_length);
        Text text = new Text();
        if (isNamed(chunkName, '=')) {
            text.add(bytes, 1, Math.min(bytes.length, size));
        } else if (isNamed(chunkName, '@')) {
            addPath(text, bytes, dialect, size);
        } else {
            addBeginning(text, bytes, dialect, size);
        }
        return text.toLua();
    }

    private static void addPath(Text text, byte[] name, Dialect dialect, int size) {
        int longest = dialect == Dialect.LUA_5_1 ? size - 8 : size - 1;
        if (name.length - 1 <= longest) {
            text.add(name, 1, name.length);
        } else {
            int kept = dialect == Dialect.LUA_5_1 ? longest : longest - DOTS.length();
            text.add(DOTS).add(name, name.length - kept, name.length);
        }
    }

    private static void addBeginning(Text text, byte[] source, Dialect dialect, int size) {
        boolean old = dialect == Dialect.LUA_5_1;
        int lineEnd = 0;
        while (lineEnd < source.length && source[lineEnd] != '\n' && !(old && source[lineEnd] == '\r')) {
            lineEnd++;
        }
        int longest = size - (old ? 17 : 15);
        boolean whole = lineEnd == source.length && (old ? lineEnd <= longest : lineEnd < longest);
        text.add(BEGIN)
                .add(source, 0, Math.min(lineEnd, longest))
                .add(whole ? "" : DOTS)
                .add(END);
    }
}
