package luafcgid.ext.json.text;

import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The keys of objects come again and again, in one document and in the next. */
final class KeyCache {
    /** A power of two, a few kilobytes. */
    private static final int SIZE = 128;
    /** Longer ones are rare and would be held for nothing. */
    private static final int LONGEST = 32;

    private final LuaString[] known = new LuaString[SIZE];

    KeyCache() {
        Arrays.fill(known, LuaValue.EMPTYSTRING);
    }

    LuaString get(byte[] bytes, int from, int length) {
        if (length == 0 || length > LONGEST) {
            return LuaString.valueOf(bytes, from, length);
        }
        int place = place(bytes, from, length);
        LuaString key = known[place];
        int offset = key.m_offset;
        if (!Arrays.equals(key.m_bytes, offset, offset + key.m_length, bytes, from, from + length)) {
            key = LuaString.valueOf(bytes, from, length);
            known[place] = key;
        }
        return key;
    }

    /** Of the length and the bytes in which names differ mostly. */
    private static int place(byte[] bytes, int from, int length) {
        int last = from + length - 1;
        int hash = length;
        hash = 31 * hash + bytes[from];
        hash = 31 * hash + bytes[from + length / 2];
        hash = 31 * hash + bytes[Math.max(from, last - 1)];
        hash = 31 * hash + bytes[last];
        return (hash ^ (hash >>> 7)) & (SIZE - 1);
    }
}
