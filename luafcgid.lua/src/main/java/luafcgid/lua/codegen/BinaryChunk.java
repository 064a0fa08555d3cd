package luafcgid.lua.codegen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaError;

/**
 * What {@code string.dump} makes of a function: the header that C Lua of the dialect writes, then the text of the function's chunk and
 * which of its functions is meant. It holds no bytecode, so that whoever makes one by hand can do no more than with text.
 */
final class BinaryChunk {
    private static final byte[] TAIL = {0x19, (byte) 0x93, '\r', '\n', 0x1A, '\n'};
    /** Tells it from what C Lua makes. */
    private static final byte[] MARK = "luafcgid".getBytes(StandardCharsets.ISO_8859_1);

    private static final int MOST_HEADER = 40;
    private static final int SAMPLE_INTEGER = 0x5678;
    private static final double SAMPLE_NUMBER = 370.5;
    private static final int HEXADECIMAL = 16;

    private final Dialect dialect;
    private final byte[] source;
    private final String chunkName;
    private final int function;

    /**
     * Puts one together.
     *
     * @param source    the text of the chunk
     * @param chunkName as {@code load} was given it
     * @param function  the number of the function in the chunk; 0 for the main one
     */
    BinaryChunk(Dialect dialect, byte[] source, String chunkName, int function) {
        this.dialect = dialect;
        this.source = source;
        this.chunkName = chunkName;
        this.function = function;
    }

    byte[] source() {
        return source;
    }

    String chunkName() {
        return chunkName;
    }

    int function() {
        return function;
    }

    byte[] bytes() {
        byte[] header = header(dialect);
        byte[] name = chunkName.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(header.length + MARK.length + 3 * Integer.BYTES + name.length + source.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header)
                .put(MARK)
                .putInt(function)
                .putInt(name.length)
                .putInt(source.length)
                .put(name)
                .put(source)
                .array();
    }

    /**
     * Reads one.
     *
     * @param shownName what messages begin with
     * @throws LuaError when it is incomplete, of another dialect, or bytecode of C Lua
     */
    static BinaryChunk read(byte[] bytes, String shownName, Dialect dialect) {
        byte[] header = header(dialect);
        int both = Math.min(header.length, bytes.length);
        if (both < header.length && !dialect.hasIntegers()) {
            throw truncated(dialect, shownName);
        }
        if (!Arrays.equals(header, 0, both, bytes, 0, both)) {
            throw failure(dialect, shownName, dialect.isAtLeast(Dialect.LUA_5_2) ? "version mismatch" : "bad header");
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, both, bytes.length - both).order(ByteOrder.LITTLE_ENDIAN);
        byte[] mark = take(rest, Math.min(MARK.length, rest.remaining()));
        if (!Arrays.equals(mark, 0, mark.length, MARK, 0, mark.length)) {
            throw new LuaError(shownName + ": bytecode of C Lua is not loaded: load its source", 0);
        }
        if (rest.remaining() < 3 * Integer.BYTES) {
            throw truncated(dialect, shownName);
        }
        int function = rest.getInt();
        int nameLength = rest.getInt();
        int sourceLength = rest.getInt();
        if (function < 0 || nameLength < 0 || sourceLength < 0 || rest.remaining() < (long) nameLength + sourceLength) {
            throw truncated(dialect, shownName);
        }
        String name = new String(take(rest, nameLength), StandardCharsets.UTF_8);
        return new BinaryChunk(dialect, take(rest, sourceLength), name, function);
    }

    /** What a function says that is not in the chunk. */
    static LuaError truncated(Dialect dialect, String shownName) {
        return failure(dialect, shownName, dialect.isAtLeast(Dialect.LUA_5_2) ? "truncated" : "unexpected end");
    }

    private static LuaError failure(Dialect dialect, String shownName, String problem) {
        String text =
                switch (dialect) {
                    case LUA_5_1 -> problem + " in precompiled chunk";
                    case LUA_5_2, LUA_5_3 ->
                        problem + (problem.equals("truncated") ? "" : " in") + " precompiled chunk";
                    case LUA_5_4 ->
                        "bad binary format (" + problem + (problem.equals("truncated") ? " chunk" : "") + ")";
                };
        return new LuaError(shownName + ": " + text, 0);
    }

    private static byte[] take(ByteBuffer from, int count) {
        byte[] taken = new byte[count];
        from.get(taken);
        return taken;
    }

    /** Sizes in bytes of a C {@code int}, a {@code size_t}, an instruction, an integer and a float, on a machine of 64 bits. */
    private static byte[] header(Dialect dialect) {
        ByteBuffer header = ByteBuffer.allocate(MOST_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put("\u001bLua".getBytes(StandardCharsets.ISO_8859_1));
        header.put((byte) Integer.parseInt(dialect.version().replace(".", ""), HEXADECIMAL))
                .put((byte) 0);
        switch (dialect) {
            case LUA_5_1 -> header.put(new byte[] {1, 4, 8, 4, 8, 0});
            case LUA_5_2 -> header.put(new byte[] {1, 4, 8, 4, 8, 0}).put(TAIL);
            case LUA_5_3 ->
                header.put(TAIL)
                        .put(new byte[] {4, 8, 4, 8, 8})
                        .putLong(SAMPLE_INTEGER)
                        .putDouble(SAMPLE_NUMBER);
            case LUA_5_4 ->
                header.put(TAIL)
                        .put(new byte[] {4, 8, 8})
                        .putLong(SAMPLE_INTEGER)
                        .putDouble(SAMPLE_NUMBER);
        }
        return Arrays.copyOf(header.array(), header.position());
    }
}
