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
    private final Exchange exchange;
    /** What has been printed of a line of the headers. */
    private byte[] line = new byte[128];

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
            add(bytes, at, stop - at);
            at = stop;
            if (stop < end) {
                at++;
                endLine(true);
            } else if (lineLength > exchange.settings().maxHeader()) {
                endLine(false);
            }
        }
        if (at < end) {
            exchange.write(bytes, at, end - at);
        }
    }

    private void add(byte[] bytes, int offset, int length) {
        if (line.length - lineLength < length) {
            line = Arrays.copyOf(line, Math.max(lineLength + length, line.length * 2));
        }
        System.arraycopy(bytes, offset, line, lineLength, length);
        lineLength += length;
    }

    private void endLine(boolean terminated) {
        int length = lineLength;
        lineLength = 0;
        int visible = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        if (visible == 0) {
            inBody = true;
        } else if (isHeader(visible)) {
            headers++;
            exchange.header(new String(line, 0, visible, StandardCharsets.ISO_8859_1));
        } else if (headers == 0) {
            inBody = true;
            exchange.write(line, 0, length);
            if (terminated) {
                exchange.write(new byte[] {'\n'}, 0, 1);
            }
        } else {
            throw new LuaError("the header line '" + new String(line, 0, visible, StandardCharsets.ISO_8859_1)
                    + "' is not NAME: VALUE; an empty line ends the headers");
        }
    }

    /** Whether it begins as a header does: visible characters and a colon. */
    private boolean isHeader(int length) {
        int i = 0;
        while (i < length && line[i] > ' ' && line[i] < 127 && line[i] != ':') {
            i++;
        }
        return i > 0 && i < length && line[i] == ':';
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
     * @throws ScriptException when it has printed nothing
     */
    public void finish() throws ScriptException {
        if (!written) {
            throw new ScriptException(
                    ScriptException.Kind.ERROR,
                    exchange.state().script() + ": printed nothing; what it prints is the answer, which begins with"
                            + " 'Content-Type: text/html' and an empty line");
        }
        if (!inBody && lineLength > 0) {
            endLine(false);
        }
    }
}
