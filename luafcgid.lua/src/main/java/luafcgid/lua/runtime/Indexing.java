package luafcgid.lua.runtime;

import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Reads and writes of {@code object[key]}. */
public final class Indexing {
    private static final int QUICK_CHAIN = 8;

    private Indexing() {}

    public static LuaValue get(LuaState state, LuaValue object, LuaValue key) {
        if (object instanceof LuaTable table) {
            if (key instanceof LuaInteger integer) {
                LuaValue tag = table.tag(integer.tolong());
                if (tag != null) {
                    return item(table, integer.tolong(), tag);
                }
            }
            LuaValue value = table.rawget(key);
            if (!value.isnil() || table.metatable() == null) {
                return value;
            }
        }
        return inherited(state, object, key);
    }

    @SuppressWarnings("ReferenceEquality") // there is one mark of each kind
    private static LuaValue item(LuaTable table, long key, LuaValue tag) {
        if (tag == LuaTable.FLOAT) {
            return LuaDouble.of(Double.longBitsToDouble(table.bits(key)));
        }
        return tag == LuaTable.INTEGER ? LuaInteger.valueOf(table.bits(key)) : tag;
    }

    public static LuaValue get(LuaState state, LuaValue object, LuaString key) {
        if (object instanceof LuaTable table) {
            int slot = table.slot(key);
            LuaValue tag = slot < 0 ? null : table.tagAt(slot);
            return tag == null ? absent(state, table, key) : value(table, slot, tag);
        }
        return inherited(state, object, key);
    }

    @SuppressWarnings("ReferenceEquality") // there is one mark of each kind
    private static LuaValue value(LuaTable table, int slot, LuaValue tag) {
        if (tag == LuaTable.FLOAT) {
            return LuaDouble.of(Double.longBitsToDouble(table.bitsAt(slot)));
        }
        return tag == LuaTable.INTEGER ? LuaInteger.valueOf(table.bitsAt(slot)) : tag;
    }

    /** What a table does not have where names are: mostly another has it, which the metatable names. */
    private static LuaValue absent(LuaState state, LuaTable object, LuaString key) {
        LuaTable table = object;
        for (int i = 0; i < QUICK_CHAIN && table.isPlain(); i++) {
            LuaTable metatable = table.metatable();
            if (metatable == null) {
                return LuaValue.NIL;
            }
            int index = metatable.slot(LuaValue.INDEX);
            LuaValue next = index < 0 ? null : metatable.tagAt(index);
            if (!(next instanceof LuaTable heir)) {
                return next == null && metatable.isPlain() ? LuaValue.NIL : inherited(state, table, key);
            }
            int slot = heir.slot(key);
            LuaValue tag = slot < 0 ? null : heir.tagAt(slot);
            if (tag != null) {
                return value(heir, slot, tag);
            }
            table = heir;
        }
        return inherited(state, table, key);
    }

    /** The function of {@code object:key()}. */
    public static LuaValue method(LuaState state, LuaValue object, LuaString key) {
        return get(state, object, key);
    }

    public static void set(LuaState state, LuaValue object, LuaValue key, LuaValue value) {
        if (object instanceof LuaTable table && replace(table, key, value)) {
            return;
        }
        assign(state, object, key, value);
    }

    /** Stores where no metatable has a say; says whether it did. */
    private static boolean replace(LuaTable table, LuaValue key, LuaValue value) {
        if (key instanceof LuaInteger integer) {
            long index = integer.tolong();
            if (value instanceof LuaDouble number) {
                return table.putFloat(index, number.todouble());
            }
            return value instanceof LuaInteger number
                    ? table.putInteger(index, number.tolong())
                    : table.put(index, value);
        }
        if (key instanceof LuaString name) {
            int slot = table.slot(name);
            if (slot < 0) {
                return false;
            }
            if (value instanceof LuaDouble number) {
                return table.putFloatAt(slot, number.todouble());
            }
            return value instanceof LuaInteger number
                    ? table.putIntegerAt(slot, number.tolong())
                    : table.putAt(slot, value);
        }
        return false;
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

    /** Stores a field of a constructor, unless its key is that of one of the items from {@code first} to {@code last}. */
    public static void put(LuaTable table, LuaValue key, LuaValue value, int first, int last, LuaState state) {
        LuaInteger index = key instanceof LuaNumber number ? Coercion.integer(number) : null;
        if (index == null || index.tolong() < first || index.tolong() > last) {
            put(table, key, value, state);
        }
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
                    if (OwnFields.has(current)) {
                        return current.get(key);
                    }
                    throw i == 0 ? Errors.index(state, current) : Errors.inherited(state, current);
                }
            }
            if (handler instanceof LuaFunction) {
                return handler.call(current, key);
            }
            current = handler;
        }
        throw Errors.run(
                state, state.dialect().hasIntegers() ? "'__index' chain too long; possible loop" : "loop in gettable");
    }

    private static void assign(LuaState state, LuaValue object, LuaValue key, LuaValue value) {
        LuaValue current = object;
        int longest = longestChain(state);
        for (int i = 0; i < longest; i++) {
            LuaValue handler;
            if (current instanceof LuaTable table) {
                handler = table.metatable() == null || !table.rawget(key).isnil()
                        ? LuaValue.NIL
                        : Metamethods.of(state, table, LuaValue.NEWINDEX);
                if (handler.isnil()) {
                    put(table, key, value, state);
                    return;
                }
            } else {
                handler = Metamethods.of(state, current, LuaValue.NEWINDEX);
                if (handler.isnil()) {
                    if (OwnFields.has(current)) {
                        current.set(key, value);
                        return;
                    }
                    throw i == 0 ? Errors.index(state, current) : Errors.inherited(state, current);
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
                state.dialect().hasIntegers() ? "'__newindex' chain too long; possible loop" : "loop in settable");
    }

    private static int longestChain(LuaState state) {
        return state.dialect().hasIntegers() ? 2000 : 100;
    }
}
