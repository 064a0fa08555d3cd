package luafcgid.daemon.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The encoding of queries and forms, byte by byte. */
public final class UrlEncoding {
    private static final String UNRESERVED = "-_.~";
    private static final String HEX = "0123456789ABCDEF";

    private UrlEncoding() {}

    /** For a query: a space becomes a plus. */
    public static LuaString encode(LuaString text) {
        byte[] bytes = new byte[text.m_length];
        System.arraycopy(text.m_bytes, text.m_offset, bytes, 0, bytes.length);
        return LuaString.valueUsing(encode(bytes, UNRESERVED, true));
    }

    /** For a header that names a file: its UTF-8, slashes left as they are. */
    static String encodePath(String path) {
        byte[] encoded = encode(path.getBytes(StandardCharsets.UTF_8), UNRESERVED + "/", false);
        return new String(encoded, StandardCharsets.US_ASCII);
    }

    private static byte[] encode(byte[] text, String plain, boolean plus) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 16);
        for (byte each : text) {
            int c = each & 0xff;
            if (plus && c == ' ') {
                out.write('+');
            } else if (c < 128 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
                out.write(c);
            } else {
                out.write('%');
                out.write(HEX.charAt(c >> 4));
                out.write(HEX.charAt(c & 15));
            }
        }
        return out.toByteArray();
    }

    /** A {@code %} without two hexadecimal digits stands for itself. */
    public static LuaString decode(LuaString text) {
        return decode(text.m_bytes, text.m_offset, text.m_length);
    }

    private static LuaString decode(byte[] bytes, int offset, int length) {
        byte[] out = new byte[length];
        int n = 0;
        for (int i = offset, end = offset + length; i < end; i++) {
            byte c = bytes[i];
            if (c == '+') {
                out[n++] = ' ';
            } else if (c == '%' && i + 2 < end && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0) {
                out[n++] = (byte) (hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]));
                i += 2;
            } else {
                out[n++] = c;
            }
        }
        return LuaString.valueOf(out, 0, n);
    }

    private static int hex(byte c) {
        return Character.digit(c, 16);
    }

    /** {@code a=1&b=2} as a table; a name that comes again makes a list of its values. */
    public static LuaTable parse(LuaString query) {
        LuaTable table = new LuaTable();
        byte[] b = query.m_bytes;
        int end = query.m_offset + query.m_length;
        for (int start = query.m_offset; start < end; ) {
            int stop = indexOf(b, start, end, '&');
            int equals = indexOf(b, start, stop, '=');
            if (stop > start) {
                LuaString name = decode(b, start, equals - start);
                int value = Math.min(equals + 1, stop);
                add(table, name, decode(b, value, stop - value));
            }
            start = stop + 1;
        }
        return table;
    }

    private static void add(LuaTable table, LuaString name, LuaString value) {
        LuaValue before = table.rawget(name);
        if (before.isnil()) {
            table.rawset(name, value);
        } else if (before.istable()) {
            before.set(before.length() + 1, value);
        } else {
            table.rawset(name, LuaValue.listOf(new LuaValue[] {before, value}));
        }
    }

    private static int indexOf(byte[] bytes, int from, int to, char wanted) {
        int i = from;
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }
}
