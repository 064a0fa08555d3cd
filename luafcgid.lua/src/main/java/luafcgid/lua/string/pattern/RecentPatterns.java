package luafcgid.lua.string.pattern;

import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Patterns that were used not long ago, by all states. Any thread: entries are immutable, and whoever loses a race reads the pattern
 * again.
 */
final class RecentPatterns {
    /** A power of two: enough for what a site's scripts use at a time. */
    private static final int SIZE = 512;
    /** A longer pattern was probably made by a script, and is not seen again. */
    private static final int LONGEST = 200;

    private record Entry(LuaString text, int from, Pattern pattern) {}

    private final Dialect dialect;
    private final @Nullable Entry[] entries = new @Nullable Entry[SIZE];

    RecentPatterns(Dialect dialect) {
        this.dialect = dialect;
    }

    Pattern get(LuaString text, int from) {
        int index = (text.hashCode() + from) & (SIZE - 1);
        Entry entry = entries[index];
        if (entry != null && entry.from == from && entry.text.raweq(text)) {
            return entry.pattern;
        }
        Pattern pattern = new PatternReader(text, from, dialect).read();
        if (text.m_length <= LONGEST) {
            // A copy: the string may be a part of a large one.
            LuaString key = LuaString.valueOf(text.m_bytes, text.m_offset, text.m_length);
            entries[index] = new Entry(key, from, pattern);
        }
        return pattern;
    }
}
