package luafcgid.ext.crypto.zlib;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** The function that {@code zlib.inflate} returns. */
final class InflateStream extends ZlibStream {
    private static final byte[] NOTHING = {};

    private final Inflation inflation;
    private final IntSupplier most;
    private final Runnable pause;

    InflateStream(Inflation inflation, OpenStreams open, IntSupplier most, Runnable pause) {
        super("inflate", open);
        this.inflation = inflation;
        this.most = most;
        this.pause = pause;
    }

    @Override
    Varargs handle(@Nullable LuaString input, Varargs arguments) {
        byte[] output = input == null
                ? NOTHING
                : inflation.read(input.m_bytes, input.m_offset, input.m_length, most.getAsInt(), pause);
        boolean ended = inflation.isFinished();
        Varargs result = result(output, ended, inflation.bytesIn(), inflation.bytesOut());
        if (ended) {
            close();
        }
        return result;
    }

    @Override
    void end() {
        inflation.close();
    }
}
