package luafcgid.lua.runtime;

import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Reads and writes of {@code object[key]}. */
public final class Indexing {
    private Indexing() {}

    public static LuaValue get(LuaState state, LuaValue object, LuaValue key) {
        if (object instanceof LuaTable table) {
            LuaValue value = table.rawget(key);
            if (!value.isnil() || table.getmetatable() == null) {
                return value;
            }
        }
        return inherited(state, object, key);
    }

    public static LuaValue get(LuaState state, LuaValue object, LuaString key) {
        if (object instanceof LuaTable table) {
            LuaValue value = table.rawget(key);
            if (!value.isnil() || table.getmetatable() == null) {
                return value;
            }
        }
        return inherited(state, object, key);
    }

    /** The function of {@code object:key()}. */
    public static LuaValue method(LuaState state, LuaValue object, LuaString key) {
        return get(state, object, key);
    }

    public static void set(LuaState state, LuaValue object, LuaValue key, LuaValue value) {
        if (object instanceof LuaTable table && table.getmetatable() == null) {
            put(table, key, value, state);
            return;
        }
        assign(state, object, key, value);
    }

    /** Stores in the table itself. */
    public static void put(LuaTable table, LuaValue key, LuaValue value, LuaState state) {
        if (key.isnil()) {
            throw Errors.run(state, "table index is nil");
        }
        if (key instanceof LuaDouble && Double.isNaN(key.todouble())) {
            throw Errors.run(state, "table index is NaN");
        }
        table.rawset(key, value);
    }

    private static LuaValue inherited(LuaState state, LuaValue object, LuaValue key) {
        LuaValue current = object;
        int longest = longestChain(state);
        for (int i = 0; i < longest; i++) {
            LuaValue handler;
            if (current instanceof LuaTable table) {
                LuaValue value = table.rawget(key);
                if (!value.isnil()) {
                    return value;
                }
                handler = Metamethods.of(state, table, LuaValue.INDEX);
                if (handler.isnil()) {
                    return LuaValue.NIL;
                }
            } else {
                handler = Metamethods.of(state, current, LuaValue.INDEX);
                if (handler.isnil()) {
                    throw Errors.index(state, current);
                }
            }
            if (handler instanceof LuaFunction) {
                return handler.call(current, key);
            }
            current = handler;
        }
        throw Errors.run(
                state,
                state.dialect().hasIntegers() ? "'__index' chain too long; possibly a loop" : "loop in gettable");
    }

    private static void assign(LuaState state, LuaValue object, LuaValue key, LuaValue value) {
        LuaValue current = object;
        int longest = longestChain(state);
        for (int i = 0; i < longest; i++) {
            LuaValue handler;
            if (current instanceof LuaTable table) {
                handler = table.getmetatable() == null || !table.rawget(key).isnil()
                        ? LuaValue.NIL
                        : Metamethods.of(state, table, LuaValue.NEWINDEX);
                if (handler.isnil()) {
                    put(table, key, value, state);
                    return;
                }
            } else {
                handler = Metamethods.of(state, current, LuaValue.NEWINDEX);
                if (handler.isnil()) {
                    throw Errors.index(state, current);
                }
            }
            if (handler instanceof LuaFunction) {
                handler.call(current, key, value);
                return;
            }
            current = handler;
        }
        throw Errors.run(
                state,
                state.dialect().hasIntegers() ? "'__newindex' chain too long; possibly a loop" : "loop in settable");
    }

    private static int longestChain(LuaState state) {
        return state.dialect().hasIntegers() ? 2000 : 100;
    }
}
