package luafcgid.lua.string.pattern;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** A pattern, read once. Immutable. */
final class Pattern {
    private static final Map<Dialect, RecentPatterns> RECENT = new EnumMap<>(Dialect.class);

    static {
        for (Dialect dialect : Dialect.values()) {
            RECENT.put(dialect, new RecentPatterns(dialect));
        }
    }

    final Dialect dialect;
    final Item[] items;
    final int captures;
    /** A bit for each capture that is never closed. */
    final int unfinished;
    /** The bytes that a match begins with; null where it may be empty or begins otherwise. */
    final boolean @Nullable [] first;

    Pattern(Dialect dialect, Item[] items, int captures, int unfinished) {
        this.dialect = dialect;
        this.items = items;
        this.captures = captures;
        this.unfinished = unfinished;
        this.first = first(items);
    }

    private static boolean @Nullable [] first(Item[] items) {
        int at = 0;
        while (items[at].kind() == Item.Kind.OPEN || items[at].kind() == Item.Kind.POSITION) {
            at++;
        }
        Item.Kind kind = items[at].kind();
        return kind == Item.Kind.ONE || kind == Item.Kind.PLUS ? items[at].set() : null;
    }

    /** The pattern that begins at an index of a string, behind a {@code ^} perhaps. */
    static Pattern of(LuaString text, int from, Dialect dialect) {
        return Objects.requireNonNull(RECENT.get(dialect)).get(text, from);
    }
}
