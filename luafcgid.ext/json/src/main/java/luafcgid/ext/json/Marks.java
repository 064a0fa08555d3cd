package luafcgid.ext.json;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** The values that stand for what Lua has no value for. All modules of one state share them. */
final class Marks {
    /** JSON's null. */
    final LuaValue none = new Mark("NULL");
    /** An array without elements. */
    final LuaValue emptyArray = new Mark("empty_array");
    /** The metatable of tables that are arrays, whatever they hold. */
    final LuaTable arrays = new LuaTable();
    /** The metatable of tables that are arrays when nothing tells otherwise. */
    final LuaTable emptyArrays = new LuaTable();

    /** Prints its name where Lua prints an address. */
    private static final class Mark extends LuaUserdata {
        private final String name;

        Mark(String name) {
            super(name);
            this.name = name;
        }

        @Override
        public String tojstring() {
            return "userdata: " + name;
        }
    }
}
