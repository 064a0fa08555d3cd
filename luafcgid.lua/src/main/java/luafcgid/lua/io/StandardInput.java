package luafcgid.lua.io;

import java.io.IOException;
import java.io.InputStream;
import luafcgid.lua.Errno;
import org.jspecify.annotations.Nullable;

/** Standard input: empty but for requests whose body it is. */
final class StandardInput extends StandardStream {
    private static final int AHEAD = 8 << 10;

    private @Nullable InputStream in;

    /** Reads from there from now on. What was read ahead is forgotten. */
    void from(@Nullable InputStream stream) {
        in = stream;
        next = 0;
        limit = 0;
    }

    @Override
    boolean fill() throws IOException {
        InputStream stream = in;
        if (stream == null) {
            return false;
        }
        if (input.length == 0) {
            input = new byte[AHEAD];
        }
        next = 0;
        limit = Math.max(0, stream.read(input, 0, input.length));
        return limit > 0;
    }

    @Override
    void write(byte[] bytes, int offset, int length) throws IOException {
        throw Errno.EBADF.exception();
    }

    @Override
    public void flush() {}
}
