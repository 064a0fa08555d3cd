package luafcgid.daemon.convention.cgi;

import java.io.IOException;
import java.io.InputStream;
import luafcgid.daemon.Exchange;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** The body of a request as a stream. */
public final class CgiInput extends InputStream {
    private final Exchange exchange;

    public CgiInput(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Varargs piece = exchange.piece(length);
        if (piece.arg1() instanceof LuaString bytes) {
            System.arraycopy(bytes.m_bytes, bytes.m_offset, into, offset, bytes.m_length);
            return bytes.m_length;
        }
        if (piece.narg() > 1) {
            throw new IOException(piece.arg(2).tojstring());
        }
        return -1;
    }
}
