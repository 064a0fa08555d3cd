package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;

/** A metatable that has a {@code __mode}. */
@NullMarked
public class WeakTable implements Metatable {
    private final boolean weakKeys;
    private final boolean weakValues;
    private final LuaValue metatable;

    public WeakTable(boolean weakKeys, boolean weakValues, LuaValue metatable) {
        this.weakKeys = weakKeys;
        this.weakValues = weakValues;
        this.metatable = metatable;
    }

    /** Returns a new table that is weak: it has a metatable with the {@code __mode}. */
    public static LuaTable make(boolean weakKeys, boolean weakValues) {
        LuaTable metatable = new LuaTable(0, 1);
        metatable.rawset(LuaValue.MODE, LuaString.valueOf((weakKeys ? "k" : "") + (weakValues ? "v" : "")));
        LuaTable table = new LuaTable();
        table.setmetatable(metatable);
        return table;
    }

    @Override
    public boolean useWeakKeys() {
        return weakKeys;
    }

    @Override
    public boolean useWeakValues() {
        return weakValues;
    }

    @Override
    public LuaValue toLuaValue() {
        return metatable;
    }
}
