package luafcgid.ext.log;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Fields of an entry, as text and in a stable order: numbered ones first, then by name. Immutable. */
final class Fields {
    static final Fields NONE = new Fields(new TreeMap<>(), false);

    /** What a line has room for. */
    private static final int MOST = 64;
    /** Where looking ends: a table of millions is not sorted to show a few of it. */
    private static final int MOST_SEEN = 1024;

    private record Key(double number, String name) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparingDouble(Key::number).thenComparing(Key::name);

        static Key of(LuaValue key) {
            return key.type() == LuaValue.TNUMBER
                    ? new Key(key.todouble(), "")
                    // After every number.
                    : new Key(Double.NaN, Text.quoted(key, Integer.MAX_VALUE));
        }

        boolean isPosition(int expected) {
            return number == expected;
        }

        String text() {
            return Double.isNaN(number) ? name : NumberText.of(number);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final SortedMap<Key, String> values;
    /** Whether there were so many that not all were looked at. */
    private final boolean more;

    private Fields(SortedMap<Key, String> values, boolean more) {
        this.values = values;
        this.more = more;
    }

    static Fields of(LuaTable table, int depth) {
        SortedMap<Key, LuaValue> found = new TreeMap<>();
        Varargs entry = table.next(LuaValue.NIL);
        for (; !entry.arg1().isnil() && found.size() < MOST_SEEN; entry = table.next(entry.arg1())) {
            found.put(Key.of(entry.arg1()), entry.arg(2));
        }
        SortedMap<Key, String> values = new TreeMap<>();
        for (Map.Entry<Key, LuaValue> each : found.entrySet()) {
            // What is not shown need not be made text, but is counted.
            values.put(each.getKey(), values.size() < MOST ? Text.quoted(each.getValue(), depth) : "");
        }
        return new Fields(values, !entry.arg1().isnil());
    }

    /** These, and the others, which win. */
    Fields with(Fields others) {
        if (others.values.isEmpty()) {
            return this;
        }
        SortedMap<Key, String> both = new TreeMap<>(values);
        both.putAll(others.values);
        return new Fields(both, more || others.more);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** {@code key=value} for each; a list's items, which come first, have no keys. */
    String text(String separator) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (Map.Entry<Key, String> each : values.entrySet()) {
            if (shown == MOST) {
                return text.append(separator)
                        .append("…(")
                        .append(rest(shown))
                        .append(")")
                        .toString();
            }
            text.append(shown == 0 ? "" : separator);
            shown++;
            if (!each.getKey().isPosition(shown)) {
                text.append(each.getKey().text()).append('=');
            }
            text.append(each.getValue());
        }
        return text.toString();
    }

    private String rest(int shown) {
        return more ? "more than " + (values.size() - shown) + " more" : values.size() - shown + " more";
    }
}
