package luafcgid.lua.runtime;

import org.luaj.vm2.LuaValue;

/** A captured variable that is assigned to after its declaration: shared by the functions that use it. */
public final class Cell {
    public LuaValue value;

    public Cell(LuaValue value) {
        this.value = value;
    }

    public static Cell of(LuaValue value) {
        return new Cell(value);
    }
}
