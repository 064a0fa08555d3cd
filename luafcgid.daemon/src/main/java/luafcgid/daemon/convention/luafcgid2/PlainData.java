package luafcgid.daemon.convention.luafcgid2;

import java.util.IdentityHashMap;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Copies booleans, numbers, strings and tables of these; what else there is in a table is left out. */
final class PlainData {
    private final IdentityHashMap<LuaTable, LuaTable> copies = new IdentityHashMap<>();

    private PlainData() {}

    /** The value, or a copy of the table; nil for anything else. */
    static LuaValue copy(LuaValue value) {
        return new PlainData().any(value);
    }

    /** Copies what is in a table into another. */
    static void copy(LuaTable from, LuaTable to) {
        PlainData data = new PlainData();
        data.copies.put(from, to);
        data.fill(from, to);
    }

    private LuaValue any(LuaValue value) {
        return switch (value.type()) {
            case LuaValue.TBOOLEAN, LuaValue.TNUMBER, LuaValue.TSTRING -> value;
            case LuaValue.TTABLE -> table(value.checktable());
            default -> LuaValue.NIL;
        };
    }

    private LuaTable table(LuaTable table) {
        LuaTable known = copies.get(table);
        if (known != null) {
            return known;
        }
        LuaTable copy = new LuaTable();
        copies.put(table, copy);
        fill(table, copy);
        return copy;
    }

    private void fill(LuaTable from, LuaTable to) {
        for (Varargs next = from.next(LuaValue.NIL); !next.isnil(1); next = from.next(next.arg1())) {
            LuaValue key = any(next.arg1());
            LuaValue value = any(next.arg(2));
            if (!key.isnil() && !value.isnil()) {
                to.rawset(key, value);
            }
        }
    }
}
