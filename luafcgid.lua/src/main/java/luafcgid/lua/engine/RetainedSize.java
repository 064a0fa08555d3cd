package luafcgid.lua.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import luafcgid.lua.runtime.Cell;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * About how many bytes a state keeps from one request to the next: its tables, strings and functions as far as its globals, loaded modules,
 * string methods and what its script has returned lead to them, without what libraries keep for it and what suspended coroutines hold. It ends where the
 * sum is large enough, and after so many objects and entries that it takes some hundred milliseconds.
 */
final class RetainedSize {
    private static final int MOST_OBJECTS = 2_000_000;
    private static final long MOST_ENTRIES = 8_000_000;

    // With compressed references, headers and what is left free of tables that grow by doubling included.
    private static final int TABLE = 96;
    private static final int ENTRY = 24;
    private static final int STRING = 48;
    private static final int FUNCTION = 40;
    private static final int COROUTINE = 2000;
    private static final int OTHER = 32;

    /** The fields of a function's class that hold its upvalues. */
    private static final ClassValue<List<Field>> UPVALUES = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> found = new ArrayList<>();
            for (Field field : type.getDeclaredFields()) {
                boolean holds = field.getType() == Cell.class || LuaValue.class.isAssignableFrom(field.getType());
                if (holds && !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
                    found.add(field);
                }
            }
            return found;
        }
    };

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<LuaValue> waiting = new ArrayDeque<>();
    private final long enough;
    private long entries;
    private long bytes;

    private RetainedSize(long enough) {
        this.enough = enough;
    }

    /**
     * Adds it up, by a thread that has the state to itself.
     *
     * @param enough bytes after which counting ends
     */
    static long of(List<LuaValue> roots, long enough) {
        RetainedSize size = new RetainedSize(enough);
        roots.forEach(size::add);
        return size.sum();
    }

    private long sum() {
        for (LuaValue next = waiting.poll(); next != null && !isEnough(); next = waiting.poll()) {
            if (next instanceof LuaTable table) {
                lookInto(table);
            } else {
                lookInto(next);
            }
        }
        return bytes;
    }

    private boolean isEnough() {
        return bytes > enough || entries > MOST_ENTRIES;
    }

    private void add(LuaValue value) {
        switch (value.type()) {
            case LuaValue.TTABLE -> addOnce(value, TABLE);
            case LuaValue.TFUNCTION -> addOnce(value, FUNCTION);
            case LuaValue.TSTRING -> {
                if (value instanceof LuaString string && remember(string)) {
                    bytes += STRING + string.m_length;
                }
            }
            case LuaValue.TTHREAD -> addOnce(value, COROUTINE);
            case LuaValue.TUSERDATA -> bytes += OTHER;
            default -> {}
        }
    }

    private void addOnce(LuaValue value, int size) {
        if (remember(value)) {
            bytes += size;
            if (seen.size() < MOST_OBJECTS) {
                waiting.add(value);
            }
        }
    }

    /** Whether it is met for the first time, as far as is known. */
    private boolean remember(LuaValue value) {
        return seen.size() >= MOST_OBJECTS ? !seen.contains(value) : seen.add(value);
    }

    private void lookInto(LuaTable table) {
        LuaValue metatable = table.getmetatable();
        if (metatable != null) {
            add(metatable);
        }
        for (int at = table.after(0); at > 0 && !isEnough(); at = table.after(at)) {
            entries++;
            bytes += ENTRY;
            add(table.keyIn(at));
            add(table.valueIn(at));
        }
    }

    private void lookInto(LuaValue holder) {
        if (holder instanceof LuaFunction) {
            for (Field field : UPVALUES.get(holder.getClass())) {
                try {
                    Object held = field.get(holder);
                    if (held instanceof Cell cell) {
                        held = cell.value;
                    }
                    if (held instanceof LuaValue value) {
                        add(value);
                    }
                } catch (IllegalAccessException e) {
                    // It was made accessible.
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
