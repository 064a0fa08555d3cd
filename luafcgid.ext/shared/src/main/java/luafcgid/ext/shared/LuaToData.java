package luafcgid.ext.shared;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import luafcgid.ext.shared.store.Bool;
import luafcgid.ext.shared.store.Data;
import luafcgid.ext.shared.store.Numeric;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.ext.shared.store.Table;
import luafcgid.ext.shared.store.Text;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Copies a Lua value to plain data, all the way down. Metatables are not asked and not copied. */
final class LuaToData {
    /** Deeper tables are more likely a mistake than data. */
    private static final int MAX_DEPTH = 100;

    /** What a value takes in its table, at least. */
    private static final int SLOT = 4;

    private final long limit;
    private final Deque<LuaValue> tables = new ArrayDeque<>();
    private final Deque<LuaValue> keys = new ArrayDeque<>();
    private long weight;

    private LuaToData(long limit) {
        this.limit = limit;
    }

    /**
     * @param limit how heavy the data may be
     * @throws UnsharableException for what is no plain data
     * @throws StoreException      when it is heavier
     */
    static Data copy(LuaValue value, long limit) {
        return value instanceof LuaTable ? new LuaToData(limit).any(value) : scalar(value);
    }

    private static Data scalar(LuaValue value) {
        if (value instanceof LuaString string) {
            return text(string);
        }
        if (value instanceof LuaInteger integer) {
            return new Numeric.Int(integer.v);
        }
        return switch (value.type()) {
            case LuaValue.TNUMBER -> Numeric.of(value.todouble());
            case LuaValue.TBOOLEAN -> Bool.of(value.toboolean());
            default ->
                throw new UnsharableException("is a " + value.typename()
                        + "; only booleans, numbers, strings and tables of these can be shared");
        };
    }

    static Text text(LuaString string) {
        return Text.of(string.m_bytes, string.m_offset, string.m_length);
    }

    private Data any(LuaValue value) {
        boolean nested = value instanceof LuaTable;
        Data data = nested ? table((LuaTable) value) : scalarInTable(value);
        // A first look, so that the copy of a huge value is not made; the store counts exactly.
        weight += SLOT + (nested ? 0 : data.weight());
        if (weight > limit) {
            throw new StoreException("no memory: the value takes more than " + limit
                    + " bytes, all that the dictionary holds; store less or give it more bytes");
        }
        return data;
    }

    private Data scalarInTable(LuaValue value) {
        try {
            return scalar(value);
        } catch (UnsharableException e) {
            throw e.at(path());
        }
    }

    private Data table(LuaTable table) {
        if (tables.contains(table)) {
            throw new UnsharableException("refers to a table that it is in; cycles cannot be shared").at(path());
        }
        if (tables.size() == MAX_DEPTH) {
            throw new UnsharableException("is a table in " + MAX_DEPTH + " others; no more can be shared").at(path());
        }
        tables.push(table);
        List<Data> list = new ArrayList<>();
        for (LuaValue value = table.rawget(1); !value.isnil(); value = table.rawget(list.size() + 1)) {
            list.add(at(LuaValue.valueOf(list.size() + 1), value));
        }
        Map<Data, Data> fields = fields(table, list.size());
        tables.pop();
        return Table.of(list, fields);
    }

    private Map<Data, Data> fields(LuaTable table, int length) {
        Map<Data, Data> fields = new LinkedHashMap<>();
        for (Varargs next = table.next(LuaValue.NIL); !next.isnil(1); next = table.next(next.arg1())) {
            LuaValue key = next.arg1();
            boolean listed = key instanceof LuaInteger index && index.v >= 1 && index.v <= length;
            if (!listed) {
                fields.put(key(key), at(key, next.arg(2)));
            }
        }
        return fields;
    }

    private Data key(LuaValue key) {
        return switch (key.type()) {
            case LuaValue.TNUMBER, LuaValue.TBOOLEAN, LuaValue.TSTRING -> any(key);
            default ->
                throw new UnsharableException(
                                "has a " + key.typename() + " as a key; only booleans, numbers and strings can be")
                        .at(path());
        };
    }

    private Data at(LuaValue key, LuaValue value) {
        keys.push(key);
        Data data = any(value);
        keys.pop();
        return data;
    }

    /** Where in the value: {@code .a.b[3]}. */
    private String path() {
        StringBuilder path = new StringBuilder();
        for (Iterator<LuaValue> from = keys.descendingIterator(); from.hasNext(); ) {
            LuaValue key = from.next();
            if (key instanceof LuaString) {
                path.append('.').append(key.tojstring());
            } else {
                path.append('[').append(key.tojstring()).append(']');
            }
        }
        return path.toString();
    }
}
