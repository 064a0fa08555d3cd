package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;

/** What {@link LuaValue#metatableOf} makes of the value that is to be a metatable. */
@NullMarked
interface Metatable {
    boolean useWeakKeys();

    boolean useWeakValues();

    LuaValue toLuaValue();
}
