package luafcgid.lua.string.format;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Formats that were used not long ago, by all states. Any thread: entries are immutable, and whoever loses a race reads the format again. */
final class RecentFormats {
    private static final Map<Dialect, RecentFormats> OF_DIALECT = new EnumMap<>(Dialect.class);

    /** A power of two: enough for what a site's scripts use at a time. */
    private static final int SIZE = 512;
    /** A longer format is rarely used again before it is forgotten. */
    private static final int LONGEST = 2000;

    static {
        for (Dialect dialect : Dialect.values()) {
            OF_DIALECT.put(dialect, new RecentFormats(dialect));
        }
    }

    private record Entry(LuaString text, Format format) {}

    private final Dialect dialect;
    private final @Nullable Entry[] entries = new @Nullable Entry[SIZE];

    private RecentFormats(Dialect dialect) {
        this.dialect = dialect;
    }

    static RecentFormats of(Dialect dialect) {
        return Objects.requireNonNull(OF_DIALECT.get(dialect));
    }

    Format get(LuaString text) {
        int index = text.hashCode() & (SIZE - 1);
        Entry entry = entries[index];
        if (entry != null && entry.text.raweq(text)) {
            return entry.format;
        }
        Format format = FormatReader.read(text, dialect);
        if (text.m_length <= LONGEST) {
            entries[index] = new Entry(alone(text), format);
        }
        return format;
    }

    /** The string itself, which is the quickest to recognize, but where it is part of a large one. */
    private static LuaString alone(LuaString text) {
        return text.m_bytes.length <= LONGEST ? text : LuaString.valueOf(text.m_bytes, text.m_offset, text.m_length);
    }
}
