package luafcgid.daemon.convention.luafcgid2;

import java.util.Arrays;
import luafcgid.daemon.Exchange;
import org.luaj.vm2.LuaString;

/** What a script has sent, kept until it ends: so that its length can be said. A state has one for all its requests. */
final class Page {
    /** A page that long is sent as it comes; memory is not for pages. */
    static final int MOST = 8 << 20;

    /** Pages up to here leave their memory to the next one. */
    private static final int KEPT = 64 << 10;

    private byte[] bytes = new byte[512];
    private int length;

    /** Adds to it; false, and nothing is added, where it would be too long. */
    boolean add(LuaString more) {
        if (length + more.m_length > MOST) {
            return false;
        }
        if (bytes.length - length < more.m_length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more.m_length, bytes.length * 2));
        }
        System.arraycopy(more.m_bytes, more.m_offset, bytes, length, more.m_length);
        length += more.m_length;
        return true;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[512];
        }
    }

    void write(Exchange exchange) {
        exchange.write(bytes, 0, length);
        clear();
    }
}
