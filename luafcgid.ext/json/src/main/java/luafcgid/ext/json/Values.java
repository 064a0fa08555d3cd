package luafcgid.ext.json;

import java.util.Arrays;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The values of arrays and objects that are not read to their end, so that each table is made in the size that it needs. */
final class Values {
    /** A state that once read a large document holds no more than this for the next one. */
    private static final int LARGEST_KEPT = 1024;
    /** Often enough that a stop is noticed within a millisecond, too seldom to cost. */
    private static final int BETWEEN_SAFEPOINTS = 1000;

    private static final LuaValue[] NO_VALUES = {};
    private static final int[] NO_LEVELS = {};

    private final StateContext state;
    /** Elements of arrays; keys and values of objects. */
    private LuaValue[] values = NO_VALUES;

    private int size;
    /** The most that was held since {@link #clear}. */
    private int highest;
    /** Where the elements of each open array begin; of each object, the complement of that. */
    private int[] levels = NO_LEVELS;

    private int depth;
    private int untilSafepoint = BETWEEN_SAFEPOINTS;

    Values(StateContext state) {
        this.state = state;
    }

    /** How many arrays and objects are open. */
    int depth() {
        return depth;
    }

    /** Whether the innermost is an object. */
    boolean inObject() {
        return levels[depth - 1] < 0;
    }

    void openArray() {
        open(size);
    }

    void openObject() {
        open(~size);
    }

    private void open(int level) {
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, Math.max(16, 2 * depth));
        }
        levels[depth++] = level;
    }

    void push(LuaValue value) {
        int index = size;
        if (index == values.length) {
            values = Arrays.copyOf(values, Math.max(64, 2 * index));
            Arrays.fill(values, index, values.length, LuaValue.NIL);
        }
        values[index] = value;
        size = index + 1;
        mayStop();
    }

    private void mayStop() {
        if (--untilSafepoint <= 0) {
            untilSafepoint = BETWEEN_SAFEPOINTS;
            state.safepoint();
        }
    }

    LuaTable closeArray() {
        int from = levels[--depth];
        int count = size - from;
        LuaTable table = new LuaTable(count, 0);
        for (int i = 0; i < count; i++) {
            table.rawset(i + 1, values[from + i]);
        }
        drop(from);
        return table;
    }

    LuaTable closeObject() {
        int from = ~levels[--depth];
        LuaTable table = new LuaTable(0, (size - from) / 2);
        for (int i = from; i < size; i += 2) {
            table.rawset(values[i], values[i + 1]);
            mayStop();
        }
        drop(from);
        return table;
    }

    private void drop(int to) {
        highest = Math.max(highest, size);
        size = to;
    }

    /** Lets all of them go. */
    void clear() {
        drop(0);
        depth = 0;
        if (values.length > LARGEST_KEPT) {
            values = NO_VALUES;
        } else {
            Arrays.fill(values, 0, highest, LuaValue.NIL);
        }
        if (levels.length > LARGEST_KEPT) {
            levels = NO_LEVELS;
        }
        highest = 0;
    }
}
