package luafcgid.lua.code;

import org.luaj.vm2.Lua;

/** Names of chunks. */
public final class LuaNames {
    private LuaNames() {}

    /** The chunk's name as messages show it: a file's path, or the beginning of the text in brackets. */
    public static String shortName(String chunkName) {
        return Lua.chunkid(chunkName);
    }
}
