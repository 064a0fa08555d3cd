package luafcgid.lua.code;

import java.util.Arrays;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LoadState;

/** Compiles chunks. Errors are Lua's: the message begins with the chunk's short name and the line. */
public final class ChunkCompiler {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ChunkCompiler() {}

    /** Compiles the contents of a file: text, which may begin with a byte order mark and a line for the shell. */
    public static Code compileFile(Engine engine, byte[] source, String chunkName, Dialect dialect) {
        int mark = startsWith(source, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        return engine.compile(Arrays.copyOfRange(source, mark, source.length), chunkName, dialect);
    }

    /** Whether this is a chunk that {@code string.dump} made. */
    public static boolean isBinary(byte[] chunk) {
        return startsWith(chunk, LoadState.LUA_SIGNATURE);
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
