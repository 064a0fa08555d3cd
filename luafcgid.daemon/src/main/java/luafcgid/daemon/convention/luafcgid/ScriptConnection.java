package luafcgid.daemon.convention;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import luafcgid.daemon.RequestSettings;
import luafcgid.daemon.log.StderrLine;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.protocol.Request;
import luafcgid.protocol.Response;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** The {@code con} of a script: its way to one request's body and response. Used by the thread that runs the script. */
final class ScriptConnection extends LuaUserdata {
    /** Bytes of buffered body before it is sent all the same: a page that long is not taken back by {@code con:reset()}. */
    private static final int BUFFER_LIMIT = 1 << 20;

    /** Bytes for the web server's error log that one request may write: fewer than are sent at once, so that they never block. */
    private static final int STDERR_LIMIT = 16 << 10;

    private static final String OVER = "this request has ended; con must not be kept for a later one";
    private static final String FILE_SENT = "con:sendfile was the whole answer; nothing can follow it";

    private final State state;
    private final Request request;
    private final ResponseOutput output;
    private final ResponseHead head;
    private RequestSettings settings;
    private @Nullable RequestInput input;
    private byte[] body = new byte[512];
    private int bodyLength;
    /** Why nothing more can be written. */
    private @Nullable String ended;

    /** Whether the request has ended as far as the script is concerned. */
    private boolean over;

    private int stderrBytes;

    ScriptConnection(State state, Request request, Response response, RequestSettings settings) {
        super(request);
        this.state = state;
        this.request = request;
        this.settings = settings;
        this.head = new ResponseHead(settings, request.role());
        this.output = new ResponseOutput(state, request, response);
    }

    @Override
    public LuaValue get(LuaValue key) {
        return ConnectionMethods.TABLE.rawget(key);
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        error("con has the methods " + ConnectionMethods.NAMES + "; nothing can be stored in it");
    }

    @Override
    public String tojstring() {
        return "con";
    }

    RequestSettings settings() {
        return settings;
    }

    void settings(RequestSettings changed) {
        if (input != null && changed.maxPost() != settings.maxPost()) {
            error("setting 'maxpost' is settled once the body is being read");
        }
        settings = changed;
    }

    ResponseHead head() {
        checkOpen();
        if (output.isHeadSent()) {
            error("the headers were sent already; call con:header before the body is flushed");
        }
        return head;
    }

    void log(String message) {
        state.context().log().log(Level.INFO, message);
        if (settings.stderr().log() && !over) {
            tell(StderrLine.of(state.script() + ": " + message));
        }
    }

    private void tell(byte[] line) {
        if (stderrBytes <= STDERR_LIMIT) {
            stderrBytes += line.length;
            output.stderr(
                    stderrBytes <= STDERR_LIMIT
                            ? line
                            : StderrLine.of("further lines of this request are in luafcgid's log"));
        }
    }

    /** What the web server sends, from now on limited by {@code maxpost}. */
    RequestInput input() {
        checkOpen();
        RequestInput in = input;
        if (in == null) {
            in = new RequestInput(state, request, settings.maxPost());
            input = in;
        }
        return in;
    }

    void puts(LuaString bytes) {
        checkOpen();
        state.context().output(bytes.m_length);
        if (!settings.buffering() || bodyLength + bytes.m_length > BUFFER_LIMIT) {
            flush();
            output.write(bytes.m_bytes, bytes.m_offset, bytes.m_length);
            flush();
            return;
        }
        if (body.length - bodyLength < bytes.m_length) {
            body = Arrays.copyOf(body, Math.max(bodyLength + bytes.m_length, body.length * 2));
        }
        System.arraycopy(bytes.m_bytes, bytes.m_offset, body, bodyLength, bytes.m_length);
        bodyLength += bytes.m_length;
    }

    /** Sends the headers and what was put. */
    void flush() {
        checkOpen();
        send();
        output.flush();
    }

    /** Forgets what was put and not sent yet. */
    void reset() {
        checkOpen();
        bodyLength = 0;
    }

    /** Answers with a file and nothing else. */
    void sendFile(String name) {
        checkOpen();
        if (!isUntouched()) {
            error("con:sendfile: a body was begun already; con:reset() takes back what was not sent");
        }
        FileAnswer file = new FileAnswer(state, name);
        try {
            if (file.offload(head, request.params(), settings)) {
                send();
            } else {
                file.stream(this);
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

    /** Whether nothing of the response exists yet. */
    boolean isUntouched() {
        return !output.isHeadSent() && bodyLength == 0;
    }

    /** Hands the rest over; the script cannot write any more. */
    void end() {
        if (ended == null) {
            if (head.isSilentAuthorizer()) {
                SilentAuthorizer.warn(state.script());
            }
            send();
        }
        abandon();
    }

    /** Ends without sending what was put: the answer is another one. */
    void abandon() {
        over = true;
        ended = OVER;
    }

    /** The failure, with what the script waited for when it was told to stop. */
    ScriptException explained(ScriptException e) {
        String waited = input != null && input.isStopped()
                ? "for the request's body"
                : output.isStopped() ? "for the client to take the response" : "";
        return e.kind() != ScriptException.Kind.STOPPED || waited.isEmpty()
                ? e
                : e.because(", while it waited " + waited);
    }

    boolean isHeadSent() {
        return output.isHeadSent();
    }

    private void send() {
        if (!output.isHeadSent()) {
            if (input == null && request.contentLength() > settings.maxPost()) {
                // Not read, but too large: as if it had been.
                input();
            }
            byte[] block = head.toBytes();
            HeaderWarning.check(block, state.script(), request.params());
            output.head(block);
        }
        int length = bodyLength;
        bodyLength = 0;
        output.write(body, 0, length);
    }

    private void checkOpen() {
        if (ended != null) {
            error(ended);
        }
    }

    /** Text of a Lua string, every byte one character. */
    static String latin1(LuaString s) {
        return new String(s.m_bytes, s.m_offset, s.m_length, StandardCharsets.ISO_8859_1);
    }
}
