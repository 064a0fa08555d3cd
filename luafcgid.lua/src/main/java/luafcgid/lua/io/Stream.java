package luafcgid.lua.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.OpenFile;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Varargs;

/** What a file handle reads and writes, with what was read ahead. Used by the thread that runs the state. */
abstract class Stream implements OpenFile {
    private static final byte[] NOTHING = {};

    /** What was read ahead: from {@link #next} up to {@link #limit}. */
    byte[] input = NOTHING;

    int next;
    int limit;
    private final List<Runnable> closers = new ArrayList<>(0);

    /** Where written bytes wait. */
    enum Buffering {
        NO,
        LINE,
        FULL
    }

    /** Reads ahead, when nothing is left of what was; returns whether there is something now. */
    abstract boolean fill() throws IOException;

    /** Adds to what is written. */
    abstract void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Closes for good, also where that fails.
     *
     * @return what {@code file:close()} returns
     */
    final Varargs close() throws IOException {
        try {
            return end();
        } finally {
            runClosers();
        }
    }

    /** Closes what no script closes any more, without waiting for anybody. */
    final void abandon() throws IOException {
        try {
            endAbandoned();
        } finally {
            runClosers();
        }
    }

    /** As {@link #close}. */
    abstract Varargs end() throws IOException;

    /** As {@link #abandon}. */
    void endAbandoned() throws IOException {
        end();
    }

    private void runClosers() {
        if (isClosed()) {
            List<Runnable> now = List.copyOf(closers);
            closers.clear();
            now.forEach(Runnable::run);
        }
    }

    @Override
    public void onClose(Runnable action) {
        closers.add(action);
    }

    /** Between two steps of a long read. */
    abstract void safepoint();

    /** The next byte, which stays the next; -1 at the end. */
    final int peek() throws IOException {
        return next < limit || fill() ? input[next] & 0xff : -1;
    }

    /** Reads some bytes; -1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException {
        if (next == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - next);
        System.arraycopy(input, next, into, offset, count);
        next += count;
        return count;
    }

    /** How many bytes are probably left; a guess to begin with. */
    long remaining() throws IOException {
        return (long) limit - next;
    }

    /**
     * Moves to a byte of the file.
     *
     * @param whence {@code set}, {@code cur} or {@code end}
     * @return the new position
     */
    long seek(String whence, long offset) throws IOException {
        throw Errno.ESPIPE.exception();
    }

    void buffering(Buffering kind, int size) {}

    /** Whether it is standard input, output or error, which is never closed. */
    boolean isStandard() {
        return false;
    }

    @Override
    public @Nullable FileChannel channel(FileMode mode) {
        return null;
    }

    @Override
    public @Nullable Path path() {
        return null;
    }
}
