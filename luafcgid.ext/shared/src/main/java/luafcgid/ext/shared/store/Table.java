package luafcgid.ext.shared.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Lua table.
 *
 * @param list   what it holds at 1, 2, 3 and so on
 * @param fields the rest; no queue is a key
 * @param weight as {@link Data#weight()}, counted once
 */
public record Table(List<Data> list, Map<Data, Data> fields, long weight) implements Data {
    private static final long OVERHEAD = 120;
    private static final long SLOT = 4;
    private static final long FIELD = 72;

    public static Table of(List<Data> list, Map<Data, Data> fields) {
        long weight = OVERHEAD;
        for (Data value : list) {
            weight += SLOT + value.weight();
        }
        for (Map.Entry<Data, Data> field : fields.entrySet()) {
            weight += FIELD + field.getKey().weight() + field.getValue().weight();
        }
        Map<Data, Data> own = fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        return new Table(List.copyOf(list), own, weight);
    }
}
