package luafcgid.lua.code;

import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.lexer.ChunkName;
import org.luaj.vm2.Lua;

/** Names of chunks. */
public final class LuaNames {
    private LuaNames() {}

    /** The chunk's name as messages show it: the end of a file's path, or the beginning of the text in brackets. */
    public static String inMessages(String chunkName, Dialect dialect) {
        return ChunkName.display(chunkName, dialect).tojstring();
    }

    /** The name as messages show it that tell what is wrong with a binary chunk: whole. */
    public static String ofBinary(String chunkName) {
        return ChunkName.ofBinary(chunkName);
    }

    /** The chunk's name for logs and tools: a file's whole path, or the text in brackets. */
    public static String shortName(String chunkName) {
        return Lua.chunkid(chunkName);
    }
}
