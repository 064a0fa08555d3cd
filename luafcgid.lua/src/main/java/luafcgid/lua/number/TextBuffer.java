package luafcgid.lua.number;

import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** Bytes that grow at their end: what strings are built in. Not shared between threads. */
public final class TextBuffer {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    /** Valid up to {@link #length}. Another array after it grew. */
    public byte[] bytes;

    public int length;

    public TextBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** Makes room for {@code more} bytes. */
    public void reserve(int more) {
        if (bytes.length - length < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        if (more > LARGEST - length) {
            throw new OutOfMemoryError("text of " + ((long) length + more) + " bytes");
        }
        int needed = length + more;
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed, 2L * bytes.length)));
    }

    public void append(int octet) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) octet;
    }

    public void append(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    public void append(LuaString text) {
        append(text.m_bytes, text.m_offset, text.m_length);
    }

    /** Adds characters that are all ASCII. */
    public void append(String ascii) {
        int count = ascii.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    public void fill(int octet, int count) {
        if (count > 0) {
            reserve(count);
            Arrays.fill(bytes, length, length + count, (byte) octet);
            length += count;
        }
    }

    /** Moves what begins at {@code position} up, and fills the gap. */
    public void insert(int position, int octet, int count) {
        if (count > 0) {
            reserve(count);
            System.arraycopy(bytes, position, bytes, position + count, length - position);
            Arrays.fill(bytes, position, position + count, (byte) octet);
            length += count;
        }
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** A string with a copy of the bytes. */
    public LuaString toLuaString() {
        return LuaString.valueUsing(toBytes(), 0, length);
    }
}
