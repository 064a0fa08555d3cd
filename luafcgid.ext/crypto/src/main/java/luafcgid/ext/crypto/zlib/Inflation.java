package luafcgid.ext.crypto.zlib;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Decompresses piece by piece. */
final class Inflation implements AutoCloseable {
    private static final int SLICE = 64 << 10;
    private static final int BUFFER = 16 << 10;

    private final GzipHeader header = new GzipHeader();
    private final ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32 checksum = new CRC32();
    private Format format;
    /** Once it is known what it has to read. */
    private @Nullable Inflater inflater;

    private boolean finished;
    private long read;
    private long written;

    Inflation(Format format) {
        this.format = format;
    }

    /**
     * Decompresses these bytes, up to where the data end.
     *
     * @param most  bytes that may come out
     * @param pause called now and then; may throw
     */
    byte[] read(byte[] bytes, int offset, int length, int most, Runnable pause) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int end = offset + length;
        for (int at = offset; at < end && !finished; ) {
            int taken = step(bytes, at, Math.min(SLICE, end - at), most, output, pause);
            at += taken;
            read += taken;
            pause.run();
        }
        written += output.size();
        return output.toByteArray();
    }

    private int step(byte[] bytes, int offset, int length, int most, ByteArrayOutputStream output, Runnable pause) {
        if (format == Format.DETECT) {
            format = bytes[offset] == GzipHeader.MAGIC_1 ? Format.GZIP : Format.ZLIB;
        }
        if (format == Format.GZIP && !header.isDone()) {
            header.take(bytes[offset] & 255);
            return 1;
        }
        Inflater data = data();
        if (!data.finished()) {
            return inflate(data, bytes, offset, length, most, output, pause);
        }
        trailer.put(bytes[offset]);
        if (!trailer.hasRemaining()) {
            finishGzip(data);
        }
        return 1;
    }

    private Inflater data() {
        Inflater data = inflater;
        if (data == null) {
            data = new Inflater(format != Format.ZLIB);
            inflater = data;
        }
        return data;
    }

    private int inflate(
            Inflater data,
            byte[] bytes,
            int offset,
            int length,
            int most,
            ByteArrayOutputStream output,
            Runnable pause) {
        data.setInput(bytes, offset, length);
        byte[] buffer = new byte[BUFFER];
        try {
            int count = data.inflate(buffer);
            while (count > 0) {
                if (count > most - output.size()) {
                    throw new ZlibError("OutOfMemory: this call inflates to more than " + most
                            + " bytes (inflate.output of luafcgid.ext.crypto); pass less at once");
                }
                output.write(buffer, 0, count);
                checksum.update(buffer, 0, count);
                pause.run();
                count = data.inflate(buffer);
            }
        } catch (DataFormatException e) {
            throw ZlibError.invalid();
        }
        if (data.needsDictionary()) {
            throw new ZlibError("RequiresDictionary: input stream requires a dictionary to be deflated");
        }
        finished = data.finished() && format != Format.GZIP;
        return length - data.getRemaining();
    }

    private void finishGzip(Inflater data) {
        trailer.flip();
        if (trailer.getInt() != (int) checksum.getValue() || trailer.getInt() != (int) data.getBytesWritten()) {
            throw ZlibError.invalid();
        }
        finished = true;
    }

    /** Whether the data have ended. */
    boolean isFinished() {
        return finished;
    }

    long bytesIn() {
        return read;
    }

    long bytesOut() {
        return written;
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
