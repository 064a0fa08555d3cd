package luafcgid.lua.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/** Compiles chunks. Errors are Lua's: the message begins with the chunk's short name and the line. */
public final class ChunkCompiler {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ChunkCompiler() {}

    /** Compiles the contents of a file: text, which may begin with a byte order mark and a line for the shell. */
    public static Code compileFile(byte[] source, String chunkName, Dialect dialect) {
        int mark = startsWith(source, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        return compile(Arrays.copyOfRange(source, mark, source.length), chunkName, dialect);
    }

    /** Compiles text. */
    @SuppressWarnings("UnusedVariable") // LuaJ's compiler knows one dialect.
    public static Code compile(byte[] source, String chunkName, Dialect dialect) {
        try {
            return new InterpretedCode(LuaC.instance.compile(new ByteArrayInputStream(source), chunkName));
        } catch (LuaError e) {
            throw new LuaError(SyntaxMessages.reword(String.valueOf(e.getMessage())));
        } catch (StackOverflowError e) {
            throw new LuaError(LuaNames.shortName(chunkName) + ": chunk has too many syntax levels");
        } catch (IOException | RuntimeException e) {
            throw new LuaError(LuaNames.shortName(chunkName) + ": cannot be compiled: " + e);
        }
    }

    /** Whether this is a chunk that {@code string.dump} made. */
    public static boolean isBinary(byte[] chunk) {
        return startsWith(chunk, LoadState.LUA_SIGNATURE);
    }

    /** Loads what {@code string.dump} made. */
    public static Code undump(byte[] chunk, String chunkName) {
        try {
            Prototype prototype = LoadState.instance.undump(new ByteArrayInputStream(chunk), chunkName);
            return new InterpretedCode(prototype);
        } catch (IOException | RuntimeException e) {
            throw new LuaError(LuaNames.shortName(chunkName) + ": bad binary chunk");
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
