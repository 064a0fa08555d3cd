package luafcgid.daemon.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import luafcgid.daemon.RequestSettings;
import luafcgid.lua.State;
import luafcgid.protocol.Request;
import luafcgid.protocol.Response;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/** What a script answers: headers, which are sent before anything else, and a body, which is collected where it is buffered. */
final class ScriptResponse {
    /** Bytes of buffered body before it is sent all the same: a page that long is not taken back by {@code a reset}. */
    private static final int BUFFER_LIMIT = 1 << 20;

    private static final String FILE_SENT = "con:sendfile was the whole answer; nothing can follow it";

    private final Path script;
    private final State state;
    private final Request request;
    private final ResponseOutput output;
    private final ResponseHead head;
    private final Runnable beforeHead;
    private byte[] body = new byte[512];
    private int bodyLength;
    /** Why nothing more can be written. */
    private @Nullable String ended;

    /** @param beforeHead called when the headers are about to be sent; may end the script instead */
    ScriptResponse(
            Path script,
            State state,
            Request request,
            Response response,
            RequestSettings settings,
            Runnable beforeHead) {
        this.script = script;
        this.state = state;
        this.request = request;
        this.head = new ResponseHead(settings, request.role());
        this.output = new ResponseOutput(state, request, response);
        this.beforeHead = beforeHead;
    }

    /** The headers, while they can be changed. */
    ResponseHead head() {
        checkOpen();
        if (output.isHeadSent()) {
            throw new LuaError("the headers were sent already; they come before what is flushed of the body");
        }
        return head;
    }

    /** Adds to the body; sends it at once unless it is buffered. */
    void write(byte[] bytes, int offset, int length, boolean buffered) {
        checkOpen();
        state.context().output(length);
        if (!buffered || bodyLength + length > BUFFER_LIMIT) {
            flush();
            output.write(bytes, offset, length);
            flush();
            return;
        }
        if (body.length - bodyLength < length) {
            body = Arrays.copyOf(body, Math.max(bodyLength + length, body.length * 2));
        }
        System.arraycopy(bytes, offset, body, bodyLength, length);
        bodyLength += length;
    }

    void flush() {
        checkOpen();
        send();
        output.flush();
    }

    /** Drops what is buffered. */
    void reset() {
        checkOpen();
        bodyLength = 0;
    }

    void sendFile(String name, RequestSettings settings) {
        checkOpen();
        if (!isUntouched()) {
            throw new LuaError("con:sendfile: a body was begun already; a reset takes back what was not sent");
        }
        FileAnswer file = new FileAnswer(state, name);
        try {
            if (file.offload(head, request.params(), settings)) {
                send();
            } else {
                file.stream(this, head);
            }
        } finally {
            if (output.isHeadSent()) {
                ended = FILE_SENT;
            }
        }
    }

    /** Sends so many bytes as the body, as fast as they are taken. */
    void stream(InputStream in, long length) throws IOException {
        send();
        output.copy(in, length);
    }

    /** Tells the web server's error log. */
    void stderr(byte[] line) {
        output.stderr(line);
    }

    boolean isOpen() {
        return ended == null && !output.isHeadSent();
    }

    boolean isUntouched() {
        return !output.isHeadSent() && bodyLength == 0;
    }

    boolean isHeadSent() {
        return output.isHeadSent();
    }

    /** Whether the script was told to stop while it waited for this. */
    boolean isStopped() {
        return output.isStopped();
    }

    /** Hands the rest over. */
    void end() {
        if (ended == null) {
            if (head.isSilentAuthorizer()) {
                SilentAuthorizer.warn(script);
            }
            send();
        }
    }

    /** Refuses all that comes, for a reason that the script is told. */
    void close(String why) {
        ended = why;
    }

    private void send() {
        if (!output.isHeadSent()) {
            beforeHead.run();
            byte[] block = head.toBytes();
            HeaderWarning.check(block, script, request.params());
            output.head(block);
        }
        int length = bodyLength;
        bodyLength = 0;
        output.write(body, 0, length);
    }

    void checkOpen() {
        if (ended != null) {
            throw new LuaError(ended);
        }
    }
}
