package luafcgid.ext.form.cookie;

import org.luaj.vm2.LuaString;

/** Takes apart what a client sends as {@code Cookie} (RFC 6265, section 4.2). */
public final class CookieHeader {
    private CookieHeader() {}

    /** Takes the cookies in their order. */
    @FunctionalInterface
    public interface Sink {
        void add(LuaString name, LuaString value);
    }

    /** What has no name or no {@code =} is passed over: other sites of the domain may have set it. */
    public static void read(LuaString header, Sink sink) {
        byte[] bytes = header.m_bytes;
        int end = header.m_offset + header.m_length;
        for (int from = header.m_offset; from < end; ) {
            int to = indexOf(bytes, (byte) ';', from, end);
            int equals = indexOf(bytes, (byte) '=', from, to);
            LuaString name = stripped(bytes, from, equals);
            if (equals < to && name.m_length > 0) {
                sink.add(name, unquoted(stripped(bytes, equals + 1, to)));
            }
            from = to + 1;
        }
    }

    private static LuaString unquoted(LuaString value) {
        int last = value.m_length - 1;
        return last > 0 && value.luaByte(0) == '"' && value.luaByte(last) == '"' ? value.substring(1, last) : value;
    }

    private static LuaString stripped(byte[] bytes, int from, int to) {
        int first = from;
        int last = to;
        while (first < last && isSpace(bytes[first])) {
            first++;
        }
        while (first < last && isSpace(bytes[last - 1])) {
            last--;
        }
        return LuaString.valueOf(bytes, first, last - first);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    private static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }
}
