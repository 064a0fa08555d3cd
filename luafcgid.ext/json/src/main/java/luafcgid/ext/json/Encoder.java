package luafcgid.ext.json;

import java.util.Arrays;
import luafcgid.ext.json.text.Output;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Writes values as JSON. One document at a time: a metamethod that encodes needs another encoder. */
final class Encoder {
    /** However much a script allows: a table that holds itself would else take all memory. */
    private static final int DEEPEST = 100_000;
    /** Deeper documents have their levels made anew. */
    private static final int LEVELS_KEPT = 32;
    /** Often enough that a stop is noticed within a millisecond, too seldom to cost. */
    private static final int VALUES_BETWEEN_SAFEPOINTS = 1000;

    private static final Level[] NO_LEVELS = {};

    private final StateContext state;
    private final Settings settings;
    private final Marks marks;
    private final Output out = new Output();
    private final ScalarText scalars;
    private Level[] levels = NO_LEVELS;
    private int depth;
    private int values;

    Encoder(StateContext state, Settings settings, Marks marks) {
        this.state = state;
        this.settings = settings;
        this.marks = marks;
        this.scalars = new ScalarText(out, settings, marks, state.dialect());
    }

    LuaString encode(LuaValue document) {
        try {
            append(document);
            while (depth > 0) {
                append(levels[depth - 1]);
            }
            return out.text();
        } finally {
            reset();
        }
    }

    private void reset() {
        out.reset(settings.keepBuffer);
        while (depth > 0) {
            levels[--depth].end();
        }
        if (levels.length > LEVELS_KEPT) {
            levels = NO_LEVELS;
        }
    }

    /** Writes elements until one is a table, which comes first then, or none is left. */
    private void append(Level level) {
        int here = depth;
        while (level.advance()) {
            int before = out.length();
            boolean written = level.written;
            separate(level);
            if (!level.isArray()) {
                appendKey(level.key());
            }
            if (!append(level.value())) {
                out.truncate(before);
                level.written = written;
            }
            if (depth != here) {
                return;
            }
        }
        depth--;
        if (level.visited()) {
            breakLine();
        }
        out.append(level.isArray() ? ']' : '}');
        level.end();
    }

    private void separate(Level level) {
        if (level.written) {
            out.append(',');
        }
        level.written = true;
        breakLine();
    }

    private void breakLine() {
        LuaString indent = settings.indent;
        if (indent.m_length > 0) {
            out.append('\n');
            for (int i = 0; i < depth; i++) {
                out.append(indent);
            }
        }
    }

    private void appendKey(LuaValue key) {
        scalars.appendKey(key);
        out.append(':');
        if (settings.indent.m_length > 0) {
            out.append(' ');
        }
    }

    /** Writes a value, or what a table begins with; false when it is one to leave out. */
    private boolean append(LuaValue value) {
        if (++values >= VALUES_BETWEEN_SAFEPOINTS) {
            values = 0;
            state.safepoint();
        }
        if (value.type() == LuaValue.TTABLE) {
            begin((LuaTable) value);
            return true;
        }
        return scalars.append(value);
    }

    @SuppressWarnings("ReferenceEquality")
    private void begin(LuaTable table) {
        if (depth >= Math.min(settings.encodeMaxDepth, DEEPEST)) {
            throw new LuaError("Cannot serialise, excessive nesting (" + (depth + 1) + ")");
        }
        LuaValue metatable = table.getmetatable();
        if (metatable == marks.arrays) {
            beginArray(table, table.rawlen(), true);
            return;
        }
        LuaValue length = metatable == null ? LuaValue.NIL : metatable.rawget(LuaValue.LEN);
        if (!length.isnil()) {
            LuaValue count = length.call(table);
            beginArray(table, count.isnumber() ? (int) count.todouble() : 0, false);
            return;
        }
        int count = ArrayLength.of(table, settings, state);
        if (count > 0 || (count == 0 && !settings.emptyTableIsObject)) {
            beginArray(table, count, metatable == null);
        } else if (metatable == marks.emptyArrays) {
            beginArray(table, table.rawlen(), true);
        } else {
            out.append('{');
            descend().beginObject(table);
        }
    }

    private void beginArray(LuaTable table, int count, boolean raw) {
        out.append('[');
        descend().beginArray(table, count, raw);
    }

    private Level descend() {
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, Math.max(8, 2 * depth));
            for (int i = depth; i < levels.length; i++) {
                levels[i] = new Level();
            }
        }
        return levels[depth++];
    }
}
