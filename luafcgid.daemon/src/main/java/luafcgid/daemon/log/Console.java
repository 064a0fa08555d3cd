package luafcgid.daemon.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Standard error, or a stream in its place. */
record Console(OutputStream stream, Charset charset) implements LineOutput {
    /** The process's own: {@code System.err} is Gogo's, which sends what a command's thread prints to the command's client. */
    static Console standardError() {
        return new Console(new FileOutputStream(FileDescriptor.err), Charset.defaultCharset());
    }

    @Override
    public void write(String entry) throws IOException {
        stream.write(entry.getBytes(charset));
        stream.flush();
    }

    @Override
    public void close() {
        // Standard error outlives the log.
    }
}
