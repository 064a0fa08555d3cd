package luafcgid.lua.string.pattern;

import java.util.Arrays;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaString;

/** Searches for strings as they are. */
final class Plain {
    private static final String SPECIALS = "^$*+?.([%-";
    /** How often every byte of the text may be compared. */
    private static final int PATIENCE = 8;

    private Plain() {}

    /** Whether a pattern is but a string. */
    static boolean isPlain(LuaString pattern, Dialect dialect) {
        int end = pattern.m_offset + pattern.m_length;
        for (int i = pattern.m_offset; i < end; i++) {
            byte octet = pattern.m_bytes[i];
            if (octet == 0 && dialect == Dialect.LUA_5_1) {
                // This version looks no farther.
                return true;
            }
            if (octet < 'a' && SPECIALS.indexOf(octet) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The index in {@code text} from which on it contains {@code part}, at {@code from} or later; -1 where it does not. */
    static int indexOf(LuaString text, LuaString part, int from) {
        if (part.m_length == 0) {
            return from;
        }
        byte[] bytes = text.m_bytes;
        byte first = part.m_bytes[part.m_offset];
        int last = text.m_offset + text.m_length - part.m_length;
        // A search that compares much more than it advances goes on in a way whose time is linear: nothing could stop
        // it here.
        long patience = PATIENCE * (long) text.m_length;
        for (int i = text.m_offset + from; i <= last; i++) {
            if (bytes[i] == first) {
                int mismatch = mismatch(bytes, i, part);
                if (mismatch < 0) {
                    return i - text.m_offset;
                }
                patience -= mismatch;
                if (patience < 0) {
                    return linearIndexOf(text, part, i - text.m_offset);
                }
            }
        }
        return -1;
    }

    /** Where {@code part} differs from the bytes at an index; -1 where it does not. */
    private static int mismatch(byte[] bytes, int at, LuaString part) {
        int start = part.m_offset;
        return Arrays.mismatch(bytes, at, at + part.m_length, part.m_bytes, start, start + part.m_length);
    }

    /** As Knuth, Morris and Pratt search: after a mismatch {@code part} moves on to its longest prefix that may still match. */
    private static int linearIndexOf(LuaString text, LuaString part, int from) {
        int[] prefixes = prefixes(part);
        int matched = 0;
        for (int i = from; i < text.m_length; i++) {
            byte octet = text.m_bytes[text.m_offset + i];
            while (matched > 0 && octet != part.m_bytes[part.m_offset + matched]) {
                matched = prefixes[matched - 1];
            }
            if (octet == part.m_bytes[part.m_offset + matched]) {
                matched++;
            }
            if (matched == part.m_length) {
                return i + 1 - matched;
            }
        }
        return -1;
    }

    /** For every prefix the length of the longest one that it also ends with. */
    private static int[] prefixes(LuaString part) {
        int[] prefixes = new int[part.m_length];
        int length = 0;
        for (int i = 1; i < part.m_length; i++) {
            byte octet = part.m_bytes[part.m_offset + i];
            while (length > 0 && octet != part.m_bytes[part.m_offset + length]) {
                length = prefixes[length - 1];
            }
            if (octet == part.m_bytes[part.m_offset + length]) {
                length++;
            }
            prefixes[i] = length;
        }
        return prefixes;
    }
}
