package luafcgid.lua.lib.table;

import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Indexing;
import luafcgid.lua.runtime.Length;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Metamethods;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** How the table library reaches elements: from 5.3 on as the language does, with metamethods, before that without. */
record Elements(LuaState state) {
    static final List<LuaString> READ = List.of(LuaValue.INDEX, LuaValue.LEN);
    static final List<LuaString> CHANGE = List.of(LuaValue.INDEX, LuaValue.NEWINDEX, LuaValue.LEN);

    Dialect dialect() {
        return state.dialect();
    }

    private boolean isRaw(LuaValue table) {
        return table instanceof LuaTable && (!dialect().hasIntegers() || table.getmetatable() == null);
    }

    /**
     * A table, or from 5.3 on what looks like one.
     *
     * @param metamethods what it then needs
     */
    LuaValue check(int index, LuaValue value, List<LuaString> metamethods) {
        if (!(value instanceof LuaTable) && dialect().hasIntegers()) {
            for (LuaString each : metamethods) {
                if (Metamethods.of(state, value, each).isnil()) {
                    throw Arguments.wrongType(index, value, "table");
                }
            }
            return value;
        }
        return Arguments.table(index, value);
    }

    long length(LuaValue table) {
        if (table instanceof LuaTable plain && (dialect() == Dialect.LUA_5_1 || plain.getmetatable() == null)) {
            return plain.rawlen();
        }
        LuaValue length = Length.of(state, table);
        if (!dialect().hasIntegers()) {
            if (length instanceof LuaNumber) {
                return (long) length.todouble();
            }
            throw new LuaError("object length is not a number");
        }
        if (length instanceof LuaInteger || (length instanceof LuaDouble && Arguments.isIntegral(length.todouble()))) {
            return length.tolong();
        }
        throw new LuaError("object length is not an integer");
    }

    LuaValue get(LuaValue table, long index) {
        if (isRaw(table)) {
            return ((LuaTable) table).rawget(index);
        }
        return Indexing.get(state, table, LuaInteger.valueOf(index));
    }

    void set(LuaValue table, long index, LuaValue value) {
        if (!isRaw(table)) {
            Indexing.set(state, table, LuaInteger.valueOf(index), value);
        } else {
            ((LuaTable) table).rawset(index, value);
        }
    }

    /** Moves the elements from {@code at} on, up to that before {@code end}, one further. */
    void moveUp(LuaValue table, long at, long end) {
        if (at >= end) {
            return;
        }
        // Makes room where there is none.
        set(table, end, get(table, end - 1));
        if (!isRaw(table) || !((LuaTable) table).moveInArray(at, end - 2, at + 1)) {
            for (long i = end - 1; i > at; i--) {
                set(table, i, get(table, i - 1));
                state.safepoint();
            }
        }
    }

    /** Moves the elements behind {@code at}, up to {@code end}, one back. */
    void moveDown(LuaValue table, long at, long end) {
        if (at < end && !(isRaw(table) && ((LuaTable) table).moveInArray(at + 1, end, at))) {
            for (long i = at; i < end; i++) {
                set(table, i, get(table, i + 1));
                state.safepoint();
            }
        }
    }
}
