package luafcgid.lua.io;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import luafcgid.lua.Errno;

/** Standard output or error. */
final class StandardOutput extends StandardStream {
    private final Supplier<OutputStream> out;

    /** @param out where output goes at the time */
    StandardOutput(Supplier<OutputStream> out) {
        this.out = out;
    }

    @Override
    boolean fill() throws IOException {
        throw Errno.EBADF.exception();
    }

    @Override
    void write(byte[] bytes, int offset, int length) throws IOException {
        out.get().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.get().flush();
    }
}
