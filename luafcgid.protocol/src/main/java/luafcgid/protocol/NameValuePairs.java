package luafcgid.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes name-value pairs in their wire form (FastCGI 1.0, section 3.4). One thread. */
public final class NameValuePairs {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    /** Adds a pair, both as UTF-8. */
    public NameValuePairs add(String name, String value) {
        return add(name.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a pair of bytes. */
    public NameValuePairs add(byte[] name, byte[] value) {
        length(name.length);
        length(value.length);
        out.writeBytes(name);
        out.writeBytes(value);
        return this;
    }

    /** Lengths up to 127 take one byte, longer ones four with the highest bit set. */
    private void length(int n) {
        if (n > 127) {
            out.write(n >>> 24 | 0x80);
            out.write(n >>> 16);
            out.write(n >>> 8);
        }
        out.write(n);
    }

    /** A copy of what was added so far. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
