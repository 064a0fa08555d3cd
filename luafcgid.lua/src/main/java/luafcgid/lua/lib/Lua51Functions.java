package luafcgid.lua.lib;

import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What Lua 5.1 has in its table library and later versions have not. */
final class Lua51Functions {
    private Lua51Functions() {}

    static void addTo(LuaTable table) {
        LibraryFunction.define(
                table,
                "getn",
                arguments -> LuaValue.valueOf(arguments.checktable(1).length()));
        LibraryFunction.define(table, "maxn", Lua51Functions::maxn);
    }

    private static Varargs maxn(Varargs arguments) {
        LuaTable table = arguments.checktable(1);
        double max = 0;
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            LuaValue key = entry.arg1();
            if (key.type() == LuaValue.TNUMBER) {
                max = Math.max(max, key.todouble());
            }
        }
        return LuaValue.valueOf(max);
    }
}
