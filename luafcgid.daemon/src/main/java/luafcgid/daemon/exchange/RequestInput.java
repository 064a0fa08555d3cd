package luafcgid.daemon.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import luafcgid.daemon.HttpStatus;
import luafcgid.daemon.RefusedException;
import luafcgid.lua.State;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Role;
import luafcgid.protocol.ShortBodyException;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The body of a request, and a filter's data, as a script reads them. What fails for a reason that the script should see is {@code
 * nil} and a message, as with other libraries of Lua.
 */
final class RequestInput {
    /** Bytes of a stream that one read yields at most, and that are set aside before any has come. */
    static final int PIECE = 64 << 10;

    /** Arrays longer than this are refused by some virtual machines. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final State state;
    private final Request request;
    private long taken;
    private boolean stopped;

    /** @param limit bytes of body that are read; more is answered 413 */
    RequestInput(State state, Request request, long limit) {
        this.state = state;
        this.request = request;
        request.limitBody(limit);
        if (request.contentLength() > limit) {
            throw new Interruption(tooLarge(limit));
        }
    }

    /** Whether the script was told to stop while it waited for this. */
    boolean isStopped() {
        return stopped;
    }

    /** An authorizer may not be sent a body's end, let alone a body (section 6.3): waiting for it might never end. */
    private boolean hasBody() {
        return request.role() != Role.AUTHORIZER;
    }

    /** What is left of the body; nil when nothing is; nil, a message and what came when it ended too early. */
    Varargs rest() {
        if (!hasBody()) {
            return LuaValue.NIL;
        }
        long announced = request.contentLength();
        return announced < 0 ? unannounced() : announced(announced - taken);
    }

    private Varargs announced(long left) {
        if (left > LONGEST) {
            throw new LuaError("a body of " + left + " bytes is too long for one string; read it in pieces");
        }
        byte[] bytes = new byte[(int) Math.min(left, Math.max(PIECE, available(request.body())))];
        int n = 0;
        try {
            while (n < left) {
                if (n == bytes.length) {
                    bytes = Arrays.copyOf(bytes, grown(n, (int) left));
                }
                int got = read(request.body(), bytes, n, bytes.length - n);
                if (got < 0) {
                    break;
                }
                n += got;
            }
        } catch (ShortBodyException e) {
            taken += n;
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(message(e)), LuaString.valueOf(bytes, 0, n));
        } catch (IOException e) {
            throw interruption(e);
        }
        taken += n;
        return n == 0 ? LuaValue.NIL : LuaString.valueUsing(bytes, 0, n);
    }

    /**
     * How long an array is to become that is full. It is as long as announced once a quarter of that has come: what is only announced
     * costs no memory, and what is copied for the last time is half of the whole at most.
     */
    static int grown(int full, int announced) {
        return full >= announced / 4 ? announced : full * 2;
    }

    private Varargs unannounced() {
        try {
            byte[] bytes = new Stream().readNBytes(LONGEST);
            return bytes.length == 0 ? LuaValue.NIL : LuaString.valueUsing(bytes);
        } catch (IOException e) {
            throw interruption(e);
        }
    }

    /** The body as a stream that a stop of the script reaches. */
    private final class Stream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new UnsupportedOperationException("read pieces");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return RequestInput.this.read(request.body(), into, offset, length);
        }
    }

    /** As many bytes of the body as have come, {@code most} at most; nil at its end; nil and a message when that came too early. */
    Varargs piece(int most) {
        if (!hasBody()) {
            return LuaValue.NIL;
        }
        Varargs piece = piece(request.body(), most);
        taken += piece.arg1() instanceof LuaString text ? text.m_length : 0;
        return piece;
    }

    /** Likewise of the file that a filter filters. */
    Varargs data(int most) {
        return piece(request.data(), most);
    }

    private Varargs piece(InputStream in, int most) {
        byte[] bytes = new byte[Math.min(most, PIECE)];
        try {
            int n = read(in, bytes, 0, bytes.length);
            if (n < 0) {
                return LuaValue.NIL;
            }
            return n == bytes.length ? LuaString.valueUsing(bytes) : LuaString.valueOf(bytes, 0, n);
        } catch (ShortBodyException e) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(message(e)));
        } catch (IOException e) {
            throw interruption(e);
        }
    }

    private static String message(ShortBodyException e) {
        return "short body: " + e.received() + " of " + e.announced() + " bytes came";
    }

    private int read(InputStream in, byte[] into, int offset, int length) throws IOException {
        if (request.isComplete() && in == request.body()) {
            return in.read(into, offset, length);
        }
        Stop stop = Stop.interrupts(state);
        try (stop) {
            return in.read(into, offset, length);
        } catch (RequestAbortedException e) {
            if (!stop.isRequested() || request.isAborted()) {
                throw e;
            }
        } finally {
            if (stop.isRequested()) {
                // The interrupt was for this wait.
                boolean ignored = Thread.interrupted();
            }
        }
        stopped = true;
        throw Stop.interruption(state);
    }

    private static int available(InputStream in) {
        try {
            return in.available();
        } catch (IOException e) {
            throw interruption(e);
        }
    }

    private static Interruption interruption(IOException e) {
        return e instanceof BodyTooLargeException large
                ? new Interruption(tooLarge(large.limit()))
                : new Interruption(e);
    }

    static RefusedException tooLarge(long limit) {
        return new RefusedException(
                HttpStatus.CONTENT_TOO_LARGE,
                "The request's body is larger than the " + limit + " bytes that are accepted here (maxpost).");
    }
}
