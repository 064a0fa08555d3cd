package luafcgid.lua.syntax.lexer;

import java.util.Arrays;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaString;

/** How messages show the name that a chunk was given. */
public final class ChunkName {
    /** C Lua's LUA_IDSIZE, which counts a zero at the end. */
    private static final int SIZE = 60;

    private static final String BEGIN = "[string \"";
    private static final String END = "\"]";
    private static final String DOTS = "...";

    private ChunkName() {}

    /** A file's path, a given name, or the first line of the text in brackets: at most 59 bytes. */
    public static LuaString display(String chunkName, Dialect dialect) {
        LuaString name = LuaString.valueOf(chunkName);
        byte[] bytes = Arrays.copyOfRange(name.m_bytes, name.m_offset, name.m_offset + name.m_length);
        Text text = new Text();
        if (bytes.length > 0 && bytes[0] == '=') {
            text.add(bytes, 1, Math.min(bytes.length, SIZE));
        } else if (bytes.length > 0 && bytes[0] == '@') {
            addPath(text, bytes, dialect);
        } else {
            addBeginning(text, bytes, dialect);
        }
        return text.toLua();
    }

    private static void addPath(Text text, byte[] name, Dialect dialect) {
        int longest = dialect == Dialect.LUA_5_1 ? SIZE - 8 : SIZE - 1;
        if (name.length - 1 <= longest) {
            text.add(name, 1, name.length);
        } else {
            int kept = dialect == Dialect.LUA_5_1 ? longest : longest - DOTS.length();
            text.add(DOTS).add(name, name.length - kept, name.length);
        }
    }

    private static void addBeginning(Text text, byte[] source, Dialect dialect) {
        boolean old = dialect == Dialect.LUA_5_1;
        int lineEnd = 0;
        while (lineEnd < source.length && source[lineEnd] != '\n' && !(old && source[lineEnd] == '\r')) {
            lineEnd++;
        }
        int longest = SIZE - (old ? 17 : 15);
        boolean whole = lineEnd == source.length && (old ? lineEnd <= longest : lineEnd < longest);
        text.add(BEGIN)
                .add(source, 0, Math.min(lineEnd, longest))
                .add(whole ? "" : DOTS)
                .add(END);
    }
}
