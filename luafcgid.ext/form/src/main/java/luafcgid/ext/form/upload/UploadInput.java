package luafcgid.ext.form.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads an upload, from memory or from its file. */
public final class UploadInput implements AutoCloseable {
    private static final int BUFFER = 32 << 10;

    /** As long as a string may be. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final byte[] buffer;
    private final @Nullable FileChannel file;
    private final Runnable aboutToBlock;
    /** Offset in the upload of the buffer's first byte. */
    private long start;

    private int position;
    private int end;
    private boolean closed;

    /** What is in memory is never written to again. */
    UploadInput(byte[] bytes, int length) {
        this.buffer = bytes;
        this.end = length;
        this.file = null;
        this.aboutToBlock = () -> {};
    }

    UploadInput(FileChannel file, Runnable aboutToBlock) {
        this.buffer = new byte[BUFFER];
        this.file = file;
        this.aboutToBlock = aboutToBlock;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Reads more when nothing is left; false at the end. */
    private boolean fill() throws IOException {
        if (position < end) {
            return true;
        }
        FileChannel from = file;
        if (from == null) {
            return false;
        }
        aboutToBlock.run();
        start += end;
        position = 0;
        end = Math.max(from.read(ByteBuffer.wrap(buffer), start), 0);
        return end > 0;
    }

    /** At most so many bytes; null at the end, unless none were wanted. */
    public byte @Nullable [] read(int most) throws IOException {
        if (!fill()) {
            return null;
        }
        byte[] bytes = new byte[(int) Math.min(most, left())];
        int n = 0;
        while (n < bytes.length && fill()) {
            int more = Math.min(bytes.length - n, end - position);
            System.arraycopy(buffer, position, bytes, n, more);
            position += more;
            n += more;
        }
        return n == bytes.length ? bytes : Arrays.copyOf(bytes, n);
    }

    /** What is left. */
    public byte[] rest() throws IOException {
        long left = left();
        if (left > LONGEST) {
            throw new IOException("an upload of " + left + " bytes is too long for one string; read it in pieces");
        }
        byte[] rest = read((int) left);
        return rest == null ? new byte[0] : rest;
    }

    /** A line, with or without its line feed; null at the end. */
    public byte @Nullable [] line(boolean keepsEnd) throws IOException {
        if (!fill()) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean complete = false;
        while (!complete && fill()) {
            int to = position;
            while (to < end && buffer[to] != '\n') {
                to++;
            }
            complete = to < end;
            line.write(buffer, position, to - position + (complete && keepsEnd ? 1 : 0));
            position = complete ? to + 1 : to;
        }
        return line.toByteArray();
    }

    private long left() throws IOException {
        return size() - position();
    }

    public long position() {
        return start + position;
    }

    public long size() throws IOException {
        return file == null ? end : file.size();
    }

    /** Goes on at an offset from the beginning; beyond the end nothing is left. */
    public void position(long offset) throws IOException {
        if (file == null) {
            position = (int) Math.min(offset, end);
        } else {
            start = Math.min(offset, size());
            position = 0;
            end = 0;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (file != null) {
            file.close();
        }
    }
}
