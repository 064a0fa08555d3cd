package luafcgid.protocol;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CGI variables of a request: an immutable view of name-value pairs in their wire form (FastCGI 1.0, section 3.4). A
 * variable is looked up without decoding the others. Where a name stands twice, the last one counts. Any thread.
 */
public final class Params {
    private static final Params EMPTY = new Params(new byte[0], new int[0], 0);

    private final byte[] bytes;
    /** For every pair: where its name starts, where its value starts, where it ends. */
    private final int[] offsets;
    /** How many of them count: the array is not cut to size, since it lives no longer than the request. */
    private final int used;

    private Params(byte[] bytes, int[] offsets, int used) {
        this.used = used;
        this.bytes = bytes;
        this.offsets = offsets;
    }

    /** Receives the pairs, in the order they were sent. */
    @FunctionalInterface
    public interface Visitor {
        /** One pair; the bytes belong to the params and are not changed. */
        void pair(byte[] bytes, int name, int nameLength, int value, int valueLength);
    }

    /**
     * The pairs in {@code wire}, which is not copied and must not change afterwards.
     *
     * @throws ProtocolException when a length runs beyond the end
     */
    public static Params decode(byte[] wire) throws ProtocolException {
        if (wire.length == 0) {
            return EMPTY;
        }
        int[] offsets = new int[96];
        int n = 0;
        int at = 0;
        while (at < wire.length) {
            int start = at;
            long nameLength = length(wire, at);
            at += wire[at] < 0 ? 4 : 1;
            long valueLength = length(wire, at);
            at += wire[at] < 0 ? 4 : 1;
            // Two announced lengths of 31 bits overflow an int: compare as longs, before anything is allocated.
            if (nameLength + valueLength > wire.length - at) {
                throw new ProtocolException("name-value pair at " + start + " announces " + nameLength + " and "
                        + valueLength + " bytes where " + (wire.length - at) + " follow");
            }
            if (n + 3 > offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
            offsets[n++] = at;
            offsets[n++] = at + (int) nameLength;
            at += (int) (nameLength + valueLength);
            offsets[n++] = at;
        }
        return new Params(wire, offsets, n);
    }

    private static long length(byte[] wire, int at) throws ProtocolException {
        if (at >= wire.length || (wire[at] < 0 && at + 4 > wire.length)) {
            throw new ProtocolException("name-value pair cut off in a length at " + at + " of " + wire.length);
        }
        int first = wire[at];
        return first >= 0
                ? first
                : (first & 0x7fL) << 24
                        | (wire[at + 1] & 0xffL) << 16
                        | (wire[at + 2] & 0xffL) << 8
                        | (wire[at + 3] & 0xffL);
    }

    /** Params of those names and values, UTF-8 on the wire, in the map's order. */
    public static Params of(Map<String, String> variables) {
        NameValuePairs pairs = new NameValuePairs();
        variables.forEach(pairs::add);
        try {
            return decode(pairs.toByteArray());
        } catch (ProtocolException e) {
            throw new IllegalStateException("what was just encoded does not decode", e);
        }
    }

    /** The number of pairs, repeated names counted each time. */
    public int size() {
        return used / 3;
    }

    /** The value as UTF-8, or null when the variable was not sent. */
    public @Nullable String get(String name) {
        return get(name, StandardCharsets.UTF_8);
    }

    /** The value decoded with {@code charset}, or null when the variable was not sent. ISO-8859-1 keeps every byte. */
    public @Nullable String get(String name, Charset charset) {
        int i = used - 3;
        while (i >= 0 && !isName(i, name)) {
            i -= 3;
        }
        if (i < 0 && !isAscii(name)) {
            byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
            i = used - 3;
            while (i >= 0 && !isName(i, encoded)) {
                i -= 3;
            }
        }
        return i < 0 ? null : new String(bytes, offsets[i + 1], offsets[i + 2] - offsets[i + 1], charset);
    }

    /** Whether the variable was sent with exactly that value, both ASCII; faster than decoding it. */
    public boolean has(String name, String value) {
        int i = used - 3;
        while (i >= 0 && !isName(i, name)) {
            i -= 3;
        }
        int start = i < 0 ? 0 : offsets[i + 1];
        boolean same = i >= 0 && offsets[i + 2] - start == value.length();
        for (int k = 0; same && k < value.length(); k++) {
            same = bytes[start + k] == value.charAt(k);
        }
        return same;
    }

    /** The value, or {@code fallback} when the variable was not sent. */
    public String get(String name, String fallback) {
        String value = get(name);
        return value == null ? fallback : value;
    }

    /** Whether pair {@code i} has that name, compared without encoding it: right where all of it is ASCII, else false. */
    private boolean isName(int i, String name) {
        int start = offsets[i];
        int length = name.length();
        if (offsets[i + 1] - start != length) {
            return false;
        }
        for (int k = 0; k < length; k++) {
            if (bytes[start + k] != name.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String name) {
        for (int k = 0; k < name.length(); k++) {
            if (name.charAt(k) > 127) {
                return false;
            }
        }
        return true;
    }

    /** Whether pair {@code i} has that name, for a name that is not all ASCII. */
    private boolean isName(int i, byte[] name) {
        return Arrays.equals(bytes, offsets[i], offsets[i + 1], name, 0, name.length);
    }

    /** Shows every pair to the visitor, in the order they were sent. */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < used; i += 3) {
            visitor.pair(
                    bytes, offsets[i], offsets[i + 1] - offsets[i], offsets[i + 1], offsets[i + 2] - offsets[i + 1]);
        }
    }

    /** A copy as strings (UTF-8), in the order the names were first sent. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach((b, name, nameLength, value, valueLength) -> map.put(
                new String(b, name, nameLength, StandardCharsets.UTF_8),
                new String(b, value, valueLength, StandardCharsets.UTF_8)));
        return map;
    }

    @Override
    public String toString() {
        return "Params" + toMap();
    }
}
