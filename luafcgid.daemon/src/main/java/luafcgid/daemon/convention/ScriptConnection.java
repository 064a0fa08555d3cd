package luafcgid.daemon.convention;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import luafcgid.daemon.HttpStatus;
import luafcgid.daemon.RefusedException;
import luafcgid.daemon.RequestSettings;
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

    private final State state;
    private final Request request;
    private final Response response;
    private final ResponseHead head;
    private RequestSettings settings;
    private byte[] body = new byte[512];
    private int bodyLength;
    private boolean headSent;
    private boolean ended;
    private boolean bodyRead;

    ScriptConnection(State state, Request request, Response response, RequestSettings settings) {
        super(request);
        this.state = state;
        this.request = request;
        this.response = response;
        this.settings = settings;
        this.head = new ResponseHead(settings);
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
        settings = changed;
    }

    ResponseHead head() {
        if (headSent) {
            error("the headers were sent already; call con:header before the body is flushed");
        }
        return head;
    }

    void log(String message) {
        state.context().log().log(Level.INFO, message);
    }

    void puts(LuaString bytes) {
        checkOpen();
        if (!settings.buffering() || bodyLength + bytes.m_length > BUFFER_LIMIT) {
            flush();
            write(bytes.m_bytes, bytes.m_offset, bytes.m_length);
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
        try {
            response.stdout().flush();
        } catch (IOException e) {
            throw new Interruption(e);
        }
    }

    /** Forgets what was put and not sent yet. */
    void reset() {
        checkOpen();
        bodyLength = 0;
    }

    /** Whether nothing of the response exists yet. */
    boolean isUntouched() {
        return !headSent && bodyLength == 0;
    }

    /** Hands the rest over; the script cannot write any more. */
    void end() {
        send();
        ended = true;
    }

    /** Ends without sending what was put: the answer is another one. */
    void abandon() {
        ended = true;
    }

    boolean isHeadSent() {
        return headSent;
    }

    private void send() {
        try {
            if (!headSent) {
                headSent = true;
                head.writeTo(response.stdout(), settings);
            }
        } catch (IOException e) {
            throw new Interruption(e);
        }
        int length = bodyLength;
        bodyLength = 0;
        write(body, 0, length);
    }

    private void write(byte[] bytes, int offset, int length) {
        try {
            OutputStream out = response.stdout();
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new Interruption(e);
        }
    }

    private void checkOpen() {
        if (ended) {
            error("this request has ended; con must not be kept for a later one");
        }
    }

    /** The request's body, or null when it is empty or was read before. */
    @Nullable
    LuaString gets() {
        checkOpen();
        if (bodyRead) {
            return null;
        }
        bodyRead = true;
        byte[] bytes;
        try (InputStream in = request.body()) {
            bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, settings.maxPost() + 1));
        } catch (IOException e) {
            throw new Interruption(e);
        }
        if (bytes.length > settings.maxPost()) {
            throw new Interruption(tooLarge(settings));
        }
        return bytes.length == 0 ? null : LuaString.valueUsing(bytes);
    }

    static RefusedException tooLarge(RequestSettings settings) {
        return new RefusedException(
                HttpStatus.CONTENT_TOO_LARGE,
                "The request's body is larger than the " + settings.maxPost()
                        + " bytes that are accepted here (maxpost).");
    }

    /** Text of a Lua string, every byte one character. */
    static String latin1(LuaString s) {
        return new String(s.m_bytes, s.m_offset, s.m_length, StandardCharsets.ISO_8859_1);
    }
}
