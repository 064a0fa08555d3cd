package luafcgid.daemon.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import luafcgid.lua.State;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Response;
import org.jspecify.annotations.Nullable;

/** A response on its way to the web server, which may take it slowly or not at all. */
final class ResponseOutput {
    /** Bytes that every front buffers, so that writing them cannot block: most responses need no watch. */
    private static final int NEVER_BLOCKS = 8 << 10;

    private final State state;
    private final Request request;
    private final Response response;
    private @Nullable Stop stop;
    private boolean headSent;
    private boolean stopped;
    /** Whether the body is thrown away: not every web server does it when the client asked for the head only. */
    private final boolean headOnly;

    ResponseOutput(State state, Request request, Response response) {
        this.state = state;
        this.request = request;
        this.response = response;
        this.headOnly = request.isHead();
    }

    boolean isHeadSent() {
        return headSent;
    }

    /** Whether the script was told to stop while it waited for this. */
    boolean isStopped() {
        return stopped;
    }

    void head(byte[] block) {
        headSent = true;
        put(block, 0, block.length);
    }

    void write(byte[] bytes, int offset, int length) {
        if (!headOnly) {
            put(bytes, offset, length);
        }
    }

    private void put(byte[] bytes, int offset, int length) {
        if (length > NEVER_BLOCKS) {
            watch();
        }
        try {
            response.stdout().write(bytes, offset, length);
        } catch (IOException e) {
            throw interruption(e);
        }
    }

    void flush() {
        watch();
        try {
            response.stdout().flush();
        } catch (IOException e) {
            throw interruption(e);
        }
    }

    /** Copies so many bytes; the peer's slowness slows the reading. */
    void copy(InputStream in, long length) throws IOException {
        if (headOnly) {
            return;
        }
        byte[] piece = new byte[(int) Math.min(length, 32 << 10)];
        long left = length;
        while (left > 0) {
            int n = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (n < 0) {
                throw new EOFException("it became shorter while it was sent");
            }
            watch();
            write(piece, 0, n);
            left -= n;
        }
    }

    /** Tells the web server's error log. */
    void stderr(byte[] line) {
        try {
            response.stderr().write(line);
        } catch (IOException e) {
            throw interruption(e);
        }
    }

    /** Has a stop of the script end writes that block, from now on. */
    private void watch() {
        if (stop == null) {
            stop = Stop.runs(state, () -> request.cancel("the script was told to stop while it sent the response"));
        }
    }

    private Interruption interruption(IOException e) {
        if (stop == null || !stop.isRequested() || !(e instanceof RequestAbortedException) || request.isAborted()) {
            return new Interruption(e);
        }
        stopped = true;
        return Stop.interruption(state);
    }
}
