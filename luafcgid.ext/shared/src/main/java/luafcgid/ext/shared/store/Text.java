package luafcgid.ext.shared.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes, as Lua's strings are; also every key. */
public final class Text implements Data, Comparable<Text> {
    private static final int OVERHEAD = 40;

    private final byte[] bytes;
    private final int hash;

    private Text(byte[] own) {
        bytes = own;
        hash = Arrays.hashCode(own);
    }

    public static Text of(String text) {
        return new Text(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of so many bytes. */
    public static Text of(byte[] source, int offset, int length) {
        return new Text(Arrays.copyOfRange(source, offset, offset + length));
    }

    /** The bytes themselves, for those who only read: whoever changes them breaks every map that holds this. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public long weight() {
        return OVERHEAD + (long) bytes.length;
    }

    @Override
    public int compareTo(Text other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Text text && hash == text.hash && Arrays.equals(bytes, text.bytes));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** For messages: as UTF-8. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
