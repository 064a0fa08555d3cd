package luafcgid.ext.crypto.zlib;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses piece by piece. */
final class Deflation implements AutoCloseable {
    private static final int SLICE = 64 << 10;
    private static final int UNKNOWN_SYSTEM = 255;
    private static final byte[] HEADER = {
        GzipHeader.MAGIC_1, (byte) GzipHeader.MAGIC_2, GzipHeader.DEFLATE, 0, 0, 0, 0, 0, 0, (byte) UNKNOWN_SYSTEM
    };

    private final Format format;
    private final Deflater deflater;
    private final CRC32 checksum = new CRC32();
    private long written;

    Deflation(int level, Format format) {
        this.format = format;
        this.deflater = new Deflater(level, format != Format.ZLIB);
    }

    /**
     * Compresses these bytes.
     *
     * @param flush what of it has to come out, as {@link Deflater} numbers it
     * @param pause called now and then; may throw
     */
    byte[] write(byte[] bytes, int offset, int length, int flush, Runnable pause) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        if (written == 0 && format == Format.GZIP) {
            output.writeBytes(HEADER);
        }
        int end = offset + length;
        for (int at = offset; at < end - SLICE; at += SLICE) {
            take(bytes, at, SLICE, Deflater.NO_FLUSH, output);
            pause.run();
        }
        int last = length == 0 ? 0 : (length - 1) % SLICE + 1;
        take(bytes, end - last, last, flush, output);
        written += output.size();
        return output.toByteArray();
    }

    /** Compresses these bytes, the last. */
    byte[] finish(byte[] bytes, int offset, int length, Runnable pause) {
        byte[] before = write(bytes, offset, length, Deflater.NO_FLUSH, pause);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        output.writeBytes(before);
        deflater.finish();
        drain(Deflater.NO_FLUSH, output);
        if (format == Format.GZIP) {
            output.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) checksum.getValue())
                    .putInt((int) deflater.getBytesRead())
                    .array());
        }
        written += output.size() - before.length;
        return output.toByteArray();
    }

    private void take(byte[] bytes, int offset, int length, int flush, ByteArrayOutputStream output) {
        deflater.setInput(bytes, offset, length);
        if (format == Format.GZIP) {
            checksum.update(bytes, offset, length);
        }
        drain(flush, output);
    }

    private void drain(int flush, ByteArrayOutputStream output) {
        byte[] buffer = new byte[8192];
        int count;
        do {
            count = deflater.deflate(buffer, 0, buffer.length, flush);
            output.write(buffer, 0, count);
        } while (count == buffer.length);
    }

    long bytesIn() {
        return deflater.getBytesRead();
    }

    long bytesOut() {
        return written;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
