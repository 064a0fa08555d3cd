package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import luafcgid.lua.runtime.Fields;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;

/** What code for which every number is a float takes from tables directly. */
class CompiledAccessTest {
    private static final LuaString X = LuaString.valueOf("x");

    private final LuaTable table = new LuaTable();

    @Test
    void anIntegerThatALibraryStoredIsTakenAnotherWay() {
        table.rawset(X, LuaInteger.valueOf(5));
        table.rawset(1, LuaInteger.valueOf(5));
        assertNull(Fields.tag(table, table.slot(X)));
        assertNull(Fields.tag(table, 1L));
    }

    @Test
    void aFloatIsTakenWithoutAnObject() {
        table.rawset(X, LuaDouble.valueOf(0.5));
        table.rawset(1, LuaDouble.valueOf(1.5));
        assertSame(LuaTable.FLOAT, Fields.tag(table, table.slot(X)));
        assertEquals(0.5, Fields.number(table, table.slot(X)));
        assertEquals(1.5, Fields.number(table, 1L));
    }
}
