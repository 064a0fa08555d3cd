package luafcgid.lua.lib.table;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** How the table library reaches elements: from 5.3 on as the language does, with metamethods, before that without. */
record Elements(LuaState state) {
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
    LuaValue check(int index, LuaValue value, LuaValue... metamethods) {
        if (!(value instanceof LuaTable) && dialect().hasIntegers()) {
            for (LuaValue each : metamethods) {
                if (value.metatag(each).isnil()) {
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
        LuaValue length = table.len();
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
            return isSmall(index) ? table.rawget((int) index) : table.rawget(LuaInteger.valueOf(index));
        }
        return table.get(LuaInteger.valueOf(index));
    }

    void set(LuaValue table, long index, LuaValue value) {
        if (!isRaw(table)) {
            table.set(LuaInteger.valueOf(index), value);
        } else if (isSmall(index)) {
            table.rawset((int) index, value);
        } else {
            table.rawset(LuaInteger.valueOf(index), value);
        }
    }

    private static boolean isSmall(long index) {
        return index == (int) index;
    }
}
