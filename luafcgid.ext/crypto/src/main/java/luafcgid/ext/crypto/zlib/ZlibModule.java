package luafcgid.ext.crypto.zlib;

import java.util.function.IntSupplier;
import java.util.zip.Deflater;
import luafcgid.ext.crypto.face.Arguments;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The module {@code zlib}, which is lua-zlib. */
public final class ZlibModule {
    private static final int MOST_BITS = 15;
    private static final int DETECT_BITS = 32;
    /** What lua-zlib calls the size of Lua's buffers, for its own test. */
    private static final int BUFFER = 8192;

    private final IntSupplier most;
    private final Runnable pause;
    private final OpenStreams open = new OpenStreams();

    /** For one state; {@code most} bytes may one call inflate to. */
    public ZlibModule(StateContext state, IntSupplier most) {
        this.most = most;
        this.pause = state::safepoint;
        state.onClose(open::close);
    }

    public LuaTable open() {
        LuaTable zlib = new LuaTable();
        LibraryFunction.define(zlib, "deflate", this::deflate);
        LibraryFunction.define(zlib, "inflate", this::inflate);
        LibraryFunction.define(zlib, "crc32", arguments -> sum("crc32", Checksums.CRC32));
        LibraryFunction.define(zlib, "adler32", arguments -> sum("adler32", Checksums.ADLER32));
        LibraryFunction.define(
                zlib,
                "version",
                arguments -> LuaValue.varargsOf(LuaValue.valueOf(1), LuaValue.valueOf(2), LuaValue.valueOf(13)));
        zlib.rawset("BEST_SPEED", LuaValue.valueOf(Deflater.BEST_SPEED));
        zlib.rawset("BEST_COMPRESSION", LuaValue.valueOf(Deflater.BEST_COMPRESSION));
        zlib.rawset("_DESCRIPTION", LuaValue.valueOf("Simple streaming interface to the zlib library"));
        zlib.rawset("_VERSION", LuaValue.valueOf("lua-zlib 1.3"));
        zlib.rawset("_TEST_BUFSIZ", LuaValue.valueOf(BUFFER));
        return zlib;
    }

    private Varargs deflate(Varargs arguments) {
        int level = Arguments.integer(
                arguments, 1, Deflater.DEFAULT_COMPRESSION, Deflater.BEST_COMPRESSION, Deflater.DEFAULT_COMPRESSION);
        Format format = Format.ofDeflate(bits(arguments, 2, MOST_BITS));
        DeflateStream stream = new DeflateStream(new Deflation(level, format), open, pause);
        return new LibraryFunction("deflate", stream::call);
    }

    private Varargs inflate(Varargs arguments) {
        Format format = Format.ofInflate(bits(arguments, 1, MOST_BITS + DETECT_BITS));
        InflateStream stream = new InflateStream(new Inflation(format), open, most, pause);
        return new LibraryFunction("inflate", stream::call);
    }

    private Varargs sum(String name, Checksums kind) {
        RunningSum sum = new RunningSum(kind, pause);
        return new LibraryFunction(name, sum::call);
    }

    private static int bits(Varargs arguments, int index, int otherwise) {
        return Arguments.integer(arguments, index, -128, 128, otherwise);
    }
}
