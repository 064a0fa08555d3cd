package luafcgid.ext.form.body;

import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** A form sent as {@code text/plain}: a line {@code name=value} for each field; a line without {@code =} goes on with the value before. */
public final class PlainText {
    private PlainText() {}

    public static void read(ByteSource source, int limit, PairSink sink) throws BadFormException {
        byte[] bytes = all(source, limit);
        int from = 0;
        while (from < bytes.length) {
            int equals = indexOf(bytes, (byte) '=', from, lineEnd(bytes, from));
            if (equals < 0) {
                throw BadFormException.malformed("the text/plain form begins with a line without '='");
            }
            int end = lineEnd(bytes, from);
            int next = after(bytes, end);
            while (next < bytes.length && indexOf(bytes, (byte) '=', next, lineEnd(bytes, next)) < 0) {
                end = lineEnd(bytes, next);
                next = after(bytes, end);
            }
            sink.add(
                    LuaString.valueOf(bytes, from, equals - from),
                    LuaString.valueOf(bytes, equals + 1, end - equals - 1));
            from = next;
        }
    }

    private static byte[] all(ByteSource source, int limit) throws BadFormException {
        byte[] bytes = new byte[1024];
        int length = 0;
        for (int n = 0; n >= 0; n = source.read(bytes, length, bytes.length - length)) {
            length += n;
            if (length > limit) {
                throw BadFormException.over("the fields are larger than", limit, "bytes", "fieldbytes");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int lineEnd(byte[] bytes, int from) {
        int newline = indexOf(bytes, (byte) '\n', from, bytes.length);
        if (newline < 0) {
            return bytes.length;
        }
        return newline > from && bytes[newline - 1] == '\r' ? newline - 1 : newline;
    }

    private static int after(byte[] bytes, int lineEnd) {
        int newline = indexOf(bytes, (byte) '\n', lineEnd, bytes.length);
        return newline < 0 ? bytes.length : newline + 1;
    }
}
