package luafcgid.lua.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A file by its name. Reads and writes are buffered as those of C are, but may follow each other in any order. At most one of the
 * two buffers holds something.
 */
final class DiskFile extends Stream {
    /** C's. */
    static final int BUFFER = 8192;

    /** More than that gains nothing, and a script could ask for any size. */
    static final int LARGEST_BUFFER = 1 << 20;

    /** Java copies what passes through a channel, into memory that it keeps. */
    private static final int LARGEST_STEP = 1 << 16;

    private static final byte[] NOTHING = {};

    private final StateContext state;
    private final Path path;
    private final Runnable onWrite;
    private final @Nullable FileChannel in;
    private final @Nullable FileChannel out;
    private Buffering buffering = Buffering.FULL;
    private int capacity = BUFFER;
    private byte[] output = NOTHING;
    private int pending;
    /** Whether this appended since it was last moved: then reading goes on at the end. */
    private boolean atEnd;

    private boolean closed;

    private DiskFile(
            StateContext state, Path path, Runnable onWrite, @Nullable FileChannel in, @Nullable FileChannel out) {
        this.state = state;
        this.path = path;
        this.onWrite = onWrite;
        this.in = in;
        this.out = out;
    }

    /**
     * Opens a file.
     *
     * @param file    as the state resolved it
     * @param onWrite called whenever something begins to wait in the buffer
     */
    static DiskFile open(StateContext state, Path file, OpenMode mode, Runnable onWrite) throws IOException {
        state.aboutToBlock();
        FileChannel channel = FileChannel.open(file, mode.options());
        if (!mode.appends()) {
            return new DiskFile(state, file, onWrite, mode.reads() ? channel : null, mode.writes() ? channel : null);
        }
        try {
            // No channel of Java's both reads and appends.
            FileChannel reader = mode.reads()
                    ? FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))
                    : null;
            return new DiskFile(state, file, onWrite, reader, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    boolean fill() throws IOException {
        FileChannel channel = reader();
        if (input.length != capacity) {
            input = new byte[capacity];
        }
        next = 0;
        limit = 0;
        limit = Math.max(0, channel.read(ByteBuffer.wrap(input)));
        return limit > 0;
    }

    @Override
    int read(byte[] into, int offset, int length) throws IOException {
        if (next < limit || length < capacity) {
            return super.read(into, offset, length);
        }
        next = 0;
        limit = 0;
        return reader().read(ByteBuffer.wrap(into, offset, Math.min(length, LARGEST_STEP)));
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
            channel.position(out.position());
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
        FileChannel channel = out;
        if (channel == null) {
            throw Errno.EBADF.exception();
        }
        if (length == 0) {
            return;
        }
        forgetInput();
        atEnd = in != null && in != channel;
        if (buffering == Buffering.NO || length >= capacity) {
            writePending();
            writeNow(channel, bytes, offset, length);
            return;
        }
        if (length > capacity - pending) {
            writePending();
        }
        keep(bytes, offset, length);
        if (buffering == Buffering.LINE && hasNewline(bytes, offset, length)) {
            writePending();
        }
    }

    private void keep(byte[] bytes, int offset, int length) {
        if (output.length < capacity) {
            output = new byte[capacity];
        }
        if (pending == 0) {
            onWrite.run();
        }
        System.arraycopy(bytes, offset, output, pending, length);
        pending += length;
    }

    private static boolean hasNewline(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void writeNow(FileChannel channel, byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            state.aboutToBlock();
            done += channel.write(ByteBuffer.wrap(bytes, offset + done, Math.min(length - done, LARGEST_STEP)));
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
        FileChannel channel = in == null || (atEnd && out != null) ? out : in;
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
        buffering = kind;
        if (kind != Buffering.NO && pending <= size) {
            capacity = Math.max(1, Math.min(size, LARGEST_BUFFER));
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
        FileChannel channel = out;
        if (pending > 0 && channel != null) {
            int length = pending;
            // What cannot be written now will not be tried again.
            pending = 0;
            writeNow(channel, output, 0, length);
        }
    }

    @Override
    Varargs end() throws IOException {
        try (FileChannel reader = in;
                FileChannel writer = out) {
            writePending();
            return LuaValue.TRUE;
        } finally {
            closed = true;
            input = NOTHING;
            output = NOTHING;
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
        return closed ? null : mode == FileMode.WRITE ? out : in;
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
