package luafcgid.lua.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import luafcgid.lua.StateContext;
import luafcgid.lua.io.Stream.Buffering;

/** What is written to a channel, some of it not yet. */
final class WriteBuffer {
    /** C's. */
    static final int USUAL_SIZE = 8192;

    /** More than that gains nothing, and a script could ask for any size. */
    private static final int LARGEST_SIZE = 1 << 20;

    /** Java copies what passes through a channel, into memory that it keeps. */
    static final int LARGEST_STEP = 1 << 16;

    private final StateContext state;
    private final FileChannel channel;
    private final Runnable onWait;
    private Buffering buffering = Buffering.FULL;
    private int size = USUAL_SIZE;
    private byte[] bytes = {};
    private int pending;

    /** @param onWait called whenever something begins to wait */
    WriteBuffer(StateContext state, FileChannel channel, Runnable onWait) {
        this.state = state;
        this.channel = channel;
        this.onWait = onWait;
    }

    FileChannel channel() {
        return channel;
    }

    void buffering(Buffering kind, int newSize) {
        buffering = kind;
        if (pending <= newSize) {
            size = within(newSize);
        }
    }

    static int within(int size) {
        return Math.max(1, Math.min(size, LARGEST_SIZE));
    }

    void write(byte[] more, int offset, int length) throws IOException {
        if (buffering == Buffering.NO || length >= size) {
            flush();
            writeNow(more, offset, length);
            return;
        }
        if (length > size - pending) {
            flush();
        }
        if (bytes.length < size) {
            bytes = new byte[size];
        }
        if (pending == 0) {
            onWait.run();
        }
        System.arraycopy(more, offset, bytes, pending, length);
        pending += length;
        if (buffering == Buffering.LINE && hasNewline(more, offset, length)) {
            flush();
        }
    }

    private static boolean hasNewline(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    void flush() throws IOException {
        if (pending > 0) {
            int length = pending;
            // What cannot be written now will not be tried again.
            pending = 0;
            writeNow(bytes, 0, length);
        }
    }

    private void writeNow(byte[] from, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            state.aboutToBlock();
            done += channel.write(ByteBuffer.wrap(from, offset + done, Math.min(length - done, LARGEST_STEP)));
        }
    }
}
