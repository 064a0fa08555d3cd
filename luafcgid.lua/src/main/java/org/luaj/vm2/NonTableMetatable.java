package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;

/** What LuaJ's classes take for the metatable where the value is no table. No table has such. */
@NullMarked
record NonTableMetatable(LuaValue toLuaValue) implements Metatable {
    @Override
    public boolean useWeakKeys() {
        return false;
    }

    @Override
    public boolean useWeakValues() {
        return false;
    }
}
