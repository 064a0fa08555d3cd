package luafcgid.ext.crypto.zlib;

import luafcgid.ext.crypto.face.Arguments;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What is common to the functions that {@code deflate} and {@code inflate} return. */
abstract class ZlibStream {
    private final String name;
    private final OpenStreams open;
    private boolean closed;

    ZlibStream(String name, OpenStreams open) {
        this.name = name;
        this.open = open;
        open.add(this);
    }

    /** Handles a piece, the first argument. */
    final Varargs call(Varargs arguments) {
        @Nullable LuaString input = arguments.isnoneornil(1) ? null : Arguments.string(arguments, 1);
        if (!closed) {
            try {
                return handle(input, arguments);
            } catch (ZlibError e) {
                close();
                throw e;
            }
        }
        if (input != null) {
            throw new ZlibError("IllegalState: calling " + name + " function when stream was previously closed");
        }
        return LuaValue.varargsOf(LuaValue.EMPTYSTRING, LuaValue.TRUE);
    }

    abstract Varargs handle(@Nullable LuaString input, Varargs arguments);

    /** Gives the memory back. */
    abstract void end();

    final void close() {
        if (!closed) {
            closed = true;
            open.remove(this);
            end();
        }
    }

    static Varargs result(byte[] output, boolean ended, long bytesIn, long bytesOut) {
        return LuaValue.varargsOf(new LuaValue[] {
            Arguments.lua(output), LuaValue.valueOf(ended), LuaInteger.valueOf(bytesIn), LuaInteger.valueOf(bytesOut)
        });
    }
}
