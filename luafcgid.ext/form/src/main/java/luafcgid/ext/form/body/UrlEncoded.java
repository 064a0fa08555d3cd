package luafcgid.ext.form.body;

import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** Takes {@code a=1&b=2} apart, piece by piece, with no more than one pair in memory. */
public final class UrlEncoded {
    /** A byte may be encoded as three. */
    private static final int LONGEST_ENCODING = 3;

    private static final int PIECE = 8 << 10;

    private final PairSink sink;
    private final int limit;
    private byte[] pair = new byte[256];
    private int length;

    /** @param limit bytes that one pair may have when it is decoded */
    public UrlEncoded(int limit, PairSink sink) {
        this.sink = sink;
        this.limit = limit;
    }

    /** A text that is in memory anyway, so that no limit counts. */
    public static void read(LuaString text, PairSink sink) throws BadFormException {
        UrlEncoded reader = new UrlEncoded(0, sink);
        byte[] bytes = text.m_bytes;
        int end = text.m_offset + text.m_length;
        for (int from = text.m_offset; from < end; ) {
            int to = ampersand(bytes, from, end);
            reader.end(bytes, from, to);
            from = to + 1;
        }
    }

    public void read(ByteSource source) throws BadFormException {
        byte[] bytes = new byte[PIECE];
        for (int n = source.read(bytes, 0, PIECE); n >= 0; n = source.read(bytes, 0, PIECE)) {
            for (int from = 0; from < n; ) {
                int to = ampersand(bytes, from, n);
                append(bytes, from, to);
                if (to < n) {
                    end(pair, 0, length);
                    length = 0;
                }
                from = to + 1;
            }
        }
        end(pair, 0, length);
    }

    private static int ampersand(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '&') {
            i++;
        }
        return i;
    }

    private void append(byte[] bytes, int from, int to) throws BadFormException {
        int more = to - from;
        if ((long) length + more > (long) LONGEST_ENCODING * limit + 1) {
            throw BadFormException.over("the fields are larger than", limit, "bytes", "fieldbytes");
        }
        if (pair.length - length < more) {
            pair = Arrays.copyOf(pair, Math.max(length + more, pair.length * 2));
        }
        System.arraycopy(bytes, from, pair, length, more);
        length += more;
    }

    private void end(byte[] bytes, int from, int to) throws BadFormException {
        if (to == from) {
            return;
        }
        int equals = from;
        while (equals < to && bytes[equals] != '=') {
            equals++;
        }
        sink.add(Percent.decode(bytes, from, equals, true), Percent.decode(bytes, Math.min(equals + 1, to), to, true));
    }
}
