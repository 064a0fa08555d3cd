package luafcgid.daemon.convention.cgi;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import luafcgid.daemon.Exchange;
import luafcgid.lua.ScriptException;
import org.luaj.vm2.LuaError;

/**
 * What a script prints as a CGI response (RFC 3875, section 6): header lines, an empty line, the body. Lines end with LF or CR LF. Where the
 * first line is no header, all of it is the body.
 */
public final class CgiOutput extends OutputStream {
    private static final byte[] NOTHING = {};
    /** Bytes of a line that most headers do not exceed. */
    private static final int SHORT = 128;

    private final Exchange exchange;
    /** What has been printed of a line of the headers that is not whole. Most lines are printed whole. */
    private byte[] line = NOTHING;

    private int lineLength;
    private int headers;
    private boolean inBody;
    private boolean written;

    public CgiOutput(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Whether anything was printed. */
    public boolean isWritten() {
        return written;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        written |= length > 0;
        int at = offset;
        int end = offset + length;
        while (!inBody && at < end) {
            int stop = at;
            while (stop < end && bytes[stop] != '\n') {
                stop++;
            }
            boolean terminated = stop < end;
            if (terminated && lineLength == 0) {
                line(bytes, at, stop - at, true);
            } else {
                add(bytes, at, stop - at);
                if (terminated || lineLength > exchange.settings().maxHeader()) {
                    endLine(terminated);
                }
            }
            at = terminated ? stop + 1 : stop;
        }
        if (at < end) {
            exchange.write(bytes, at, end - at);
        }
    }

    private void add(byte[] bytes, int offset, int length) {
        if (line.length - lineLength < length) {
            line = Arrays.copyOf(line, Math.max(lineLength + length, Math.max(SHORT, line.length * 2)));
        }
        System.arraycopy(bytes, offset, line, lineLength, length);
        lineLength += length;
    }

    private void endLine(boolean terminated) {
        int length = lineLength;
        lineLength = 0;
        line(line, 0, length, terminated);
    }

    private void line(byte[] bytes, int offset, int length, boolean terminated) {
        int visible = length > 0 && bytes[offset + length - 1] == '\r' ? length - 1 : length;
        if (visible == 0) {
            inBody = true;
        } else if (isHeader(bytes, offset, visible)) {
            headers++;
            exchange.header(new String(bytes, offset, visible, StandardCharsets.ISO_8859_1));
        } else if (headers == 0) {
            inBody = true;
            exchange.write(bytes, offset, length);
            if (terminated) {
                exchange.write(new byte[] {'\n'}, 0, 1);
            }
        } else {
            throw new LuaError("the header line '" + new String(bytes, offset, visible, StandardCharsets.ISO_8859_1)
                    + "' is not NAME: VALUE; an empty line ends the headers");
        }
    }

    /** Whether it begins as a header does: visible characters and a colon. */
    private static boolean isHeader(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end && bytes[i] > ' ' && bytes[i] < 127 && bytes[i] != ':') {
            i++;
        }
        return i > offset && i < end && bytes[i] == ':';
    }

    /** Sends the body so far; headers wait until all are there. */
    @Override
    public void flush() {
        if (inBody) {
            exchange.flush();
        }
    }

    /**
     * The script has ended.
     *
     * @throws ScriptException when it has printed nothing, or a last line that is no header where one has to be
     */
    public void finish() throws ScriptException {
        if (!written) {
            throw new ScriptException(
                    ScriptException.Kind.ERROR,
                    exchange.state().script() + ": printed nothing; what it prints is the answer, which begins with"
                            + " 'Content-Type: text/html' and an empty line");
        }
        if (!inBody && lineLength > 0) {
            try {
                endLine(false);
            } catch (LuaError e) {
                // The script has printed it, but runs no more.
                throw new ScriptException(
                        ScriptException.Kind.ERROR, exchange.state().script() + ": " + e.getMessage());
            }
        }
    }
}
