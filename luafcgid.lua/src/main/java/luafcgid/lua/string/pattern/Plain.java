package luafcgid.lua.string.pattern;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaString;

/** Searches for strings as they are. */
final class Plain {
    private static final String SPECIALS = "^$*+?.([%-";

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
        for (int i = text.m_offset + from; i <= last; i++) {
            if (bytes[i] == first && equal(bytes, i, part)) {
                return i - text.m_offset;
            }
        }
        return -1;
    }

    private static boolean equal(byte[] bytes, int at, LuaString part) {
        for (int i = 1; i < part.m_length; i++) {
            if (bytes[at + i] != part.m_bytes[part.m_offset + i]) {
                return false;
            }
        }
        return true;
    }
}
