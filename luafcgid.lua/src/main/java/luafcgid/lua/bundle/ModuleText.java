package luafcgid.lua.bundle;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.Code;
import luafcgid.lua.code.Engine;
import org.luaj.vm2.LuaError;

/** A module in Lua: compiled once for each dialect in which it is required. Any thread. */
public final class ModuleText {
    private final byte[] text;
    private final String origin;
    private final ConcurrentMap<Key, Code> compiled = new ConcurrentHashMap<>();

    private record Key(Engine engine, Dialect dialect) {}

    private ModuleText(byte[] text, String origin) {
        this.text = text;
        this.origin = origin;
    }

    /**
     * A module.
     *
     * @param origin the file's name as its author knows it
     * @throws LuaError when it is no Lua of any dialect; the message is the oldest one's
     */
    static ModuleText of(byte[] text, String origin) {
        ModuleText module = new ModuleText(text, origin);
        LuaError first = null;
        for (Dialect dialect : Dialect.values()) {
            try {
                module.code(Engine.DEFAULT, dialect);
                return module;
            } catch (LuaError e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new LuaError(origin + ": no dialect") : first;
    }

    String origin() {
        return origin;
    }

    /**
     * The module in a dialect.
     *
     * @throws LuaError when it does not compile
     */
    Code code(Engine engine, Dialect dialect) {
        return compiled.computeIfAbsent(
                new Key(engine, dialect), key -> engine.compileFile(text, "@" + origin, dialect));
    }
}
