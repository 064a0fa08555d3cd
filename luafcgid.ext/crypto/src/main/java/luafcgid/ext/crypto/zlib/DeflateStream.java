package luafcgid.ext.crypto.zlib;

import java.util.zip.Deflater;
import luafcgid.ext.crypto.face.Arguments;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** The function that {@code zlib.deflate} returns. */
final class DeflateStream extends ZlibStream {
    private static final byte[] NOTHING = {};

    private final Deflation deflation;
    private final Runnable pause;

    DeflateStream(Deflation deflation, OpenStreams open, Runnable pause) {
        super("deflate", open);
        this.deflation = deflation;
        this.pause = pause;
    }

    @Override
    Varargs handle(@Nullable LuaString input, Varargs arguments) {
        String flush = arguments.isnoneornil(2) ? "none" : arguments.arg(2).tojstring();
        byte[] bytes = input == null ? NOTHING : input.m_bytes;
        int offset = input == null ? 0 : input.m_offset;
        int length = input == null ? 0 : input.m_length;
        boolean finish = input == null || flush.equals("finish");
        int mode = mode(flush);
        byte[] output = finish
                ? deflation.finish(bytes, offset, length, pause)
                : length == 0 && mode == Deflater.NO_FLUSH
                        ? NOTHING
                        : deflation.write(bytes, offset, length, mode, pause);
        Varargs result = result(output, finish, deflation.bytesIn(), deflation.bytesOut());
        if (finish) {
            close();
        }
        return result;
    }

    private static int mode(String flush) {
        return switch (flush) {
            case "none", "finish" -> Deflater.NO_FLUSH;
            case "sync" -> Deflater.SYNC_FLUSH;
            case "full" -> Deflater.FULL_FLUSH;
            default -> throw Arguments.bad(2, "invalid option '" + flush + "'");
        };
    }

    @Override
    void end() {
        deflation.close();
    }
}
