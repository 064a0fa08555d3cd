package luafcgid.ext.crypto.face;

import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** A table that may be called. */
public final class CallableTable {
    private CallableTable() {}

    /** An empty table; called, it does what {@code body} does, which does not see the table itself. */
    public static LuaTable of(String name, LibraryFunction.Body body) {
        LuaTable table = new LuaTable();
        LuaTable metatable = new LuaTable();
        metatable.rawset(LuaValue.CALL, new LibraryFunction(name, arguments -> body.call(arguments.subargs(2))));
        table.setmetatable(metatable);
        return table;
    }
}
