package luafcgid.ext.json.text;

import java.util.Arrays;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Bytes that become a string. */
public final class Output {
    private static final int FIRST_CAPACITY = 1024;
    /** A state that once wrote a large document holds no more than this for the next one. */
    private static final int LARGEST_KEPT = 16 * 1024;
    /** The longest array that Java makes. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;

    public int length() {
        return length;
    }

    /** Forgets what was written after a length. */
    public void truncate(int shorter) {
        length = shorter;
    }

    /** Forgets everything, and gives the memory back where it is much or not to be kept. */
    public void reset(boolean keep) {
        length = 0;
        if (!keep || bytes.length > LARGEST_KEPT) {
            bytes = NOTHING;
        }
    }

    /** Room for {@code count} more: an array to write to from {@link #length()} on, then say {@link #wrote}. */
    byte[] room(int count) {
        if (bytes.length - length < count) {
            grow(count);
        }
        return bytes;
    }

    /** What is written now ends there. */
    void wrote(int end) {
        length = end;
    }

    private void grow(int count) {
        long needed = (long) length + count;
        if (needed > MAX_LENGTH) {
            throw new LuaError("Cannot serialise, the text would be longer than " + MAX_LENGTH + " bytes");
        }
        long doubled = Math.max(FIRST_CAPACITY, 2L * bytes.length);
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_LENGTH, Math.max(needed, doubled)));
    }

    public void append(char octet) {
        room(1)[length++] = (byte) octet;
    }

    public void append(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, room(count), length, count);
        length += count;
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    public void append(LuaString text) {
        append(text.m_bytes, text.m_offset, text.m_length);
    }

    public LuaString text() {
        return LuaString.valueOf(bytes, 0, length);
    }
}
