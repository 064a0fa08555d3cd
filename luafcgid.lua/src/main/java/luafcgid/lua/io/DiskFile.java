package luafcgid.lua.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.StateContext;
import luafcgid.lua.files.Location;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A file by its name. Reads and writes are buffered as those of C are, but may follow each other in any order. At most one of the
 * two buffers holds something.
 */
final class DiskFile extends Stream {
    private static final byte[] NOTHING = {};

    private final StateContext state;
    private final Path path;
    private final @Nullable FileChannel in;
    private final @Nullable WriteBuffer out;
    private int readAhead = WriteBuffer.USUAL_SIZE;
    /** Whether this appended since it was last moved: then reading goes on at the end. */
    private boolean atEnd;

    private boolean closed;

    private DiskFile(StateContext state, Path path, @Nullable FileChannel in, @Nullable WriteBuffer out) {
        this.state = state;
        this.path = path;
        this.in = in;
        this.out = out;
    }

    /**
     * Opens a file.
     *
     * @param file    as the state resolved it
     * @param onWrite called whenever something begins to wait in the buffer
     */
    static DiskFile open(StateContext state, Location file, OpenMode mode, Runnable onWrite) throws IOException {
        state.aboutToBlock();
        FileChannel channel = file.open(mode.options());
        WriteBuffer writer = mode.writes() ? new WriteBuffer(state, channel, onWrite) : null;
        if (!mode.appends()) {
            return new DiskFile(state, file.path(), mode.reads() ? channel : null, writer);
        }
        try {
            // No channel of Java's both reads and appends.
            FileChannel reader = mode.reads() ? file.open(Set.of(StandardOpenOption.READ)) : null;
            return new DiskFile(state, file.path(), reader, writer);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    boolean fill() throws IOException {
        FileChannel channel = reader();
        if (input.length != readAhead) {
            input = new byte[readAhead];
        }
        next = 0;
        limit = 0;
        limit = Math.max(0, channel.read(ByteBuffer.wrap(input)));
        return limit > 0;
    }

    @Override
    int read(byte[] into, int offset, int length) throws IOException {
        if (next < limit || length < readAhead) {
            return super.read(into, offset, length);
        }
        next = 0;
        limit = 0;
        return reader().read(ByteBuffer.wrap(into, offset, Math.min(length, WriteBuffer.LARGEST_STEP)));
    }

    /** The channel to read from, at the place where this file is, but for what was read ahead. */
    private FileChannel reader() throws IOException {
        FileChannel channel = in;
        if (channel == null) {
            throw Errno.EBADF.exception();
        }
        writePending();
        state.aboutToBlock();
        if (atEnd && out != null) {
            channel.position(out.channel().position());
            atEnd = false;
        }
        return channel;
    }

    @Override
    long remaining() throws IOException {
        FileChannel channel = reader();
        try {
            return channel.size() - channel.position() + limit - next;
        } catch (IOException e) {
            // A pipe has no position.
            return super.remaining();
        }
    }

    @Override
    void write(byte[] bytes, int offset, int length) throws IOException {
        if (out == null) {
            throw Errno.EBADF.exception();
        }
        if (length > 0) {
            forgetInput();
            atEnd = in != null && in != out.channel();
            out.write(bytes, offset, length);
        }
    }

    /** Steps back over what was read ahead. */
    private void forgetInput() throws IOException {
        int ahead = limit - next;
        if (ahead > 0 && in != null) {
            try {
                in.position(in.position() - ahead);
            } catch (IOException e) {
                if (Errno.of(e) != Errno.ESPIPE) {
                    throw e;
                }
                // What came out of a pipe is nowhere else.
                return;
            }
        }
        next = 0;
        limit = 0;
    }

    @Override
    long seek(String whence, long offset) throws IOException {
        writePending();
        FileChannel channel = out != null && (in == null || atEnd) ? out.channel() : in;
        if (channel == null) {
            throw new ClosedChannelException();
        }
        state.aboutToBlock();
        long readTo = channel.position();
        long base =
                switch (whence) {
                    case "set" -> 0;
                    case "cur" -> readTo - (limit - next);
                    default -> channel.size();
                };
        long target = base + offset;
        if (target < 0) {
            throw (offset > 0 ? Errno.EOVERFLOW : Errno.EINVAL).exception();
        }
        long first = readTo - limit;
        if (target >= first && target <= readTo && limit > 0) {
            next = (int) (target - first);
            return target;
        }
        next = 0;
        limit = 0;
        atEnd = false;
        (in == null ? channel : in).position(target);
        return target;
    }

    @Override
    void buffering(Buffering kind, int size) {
        if (kind != Buffering.NO) {
            readAhead = WriteBuffer.within(size);
        }
        if (out != null) {
            out.buffering(kind, size);
        }
    }

    @Override
    public void flush() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        writePending();
        forgetInput();
    }

    private void writePending() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    @Override
    Varargs end() throws IOException {
        try (FileChannel reader = in;
                FileChannel writer = out == null ? null : out.channel()) {
            writePending();
            return LuaValue.TRUE;
        } finally {
            closed = true;
            input = NOTHING;
            next = 0;
            limit = 0;
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable FileChannel channel(FileMode mode) {
        return closed ? null : mode != FileMode.WRITE ? in : out == null ? null : out.channel();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    void safepoint() {
        state.safepoint();
    }
}
