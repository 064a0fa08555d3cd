package luafcgid.lua.lib.table;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/** The table library. */
public final class TableLibrary {
    private TableLibrary() {}

    /** The library for one state. */
    public static LuaTable table(LuaState state) {
        Elements elements = new Elements(state);
        Dialect dialect = state.dialect();
        LuaTable table = new LuaTable(0, 16);
        add(table, new Concat(elements));
        add(table, new Insert(elements));
        add(table, new Remove(elements));
        add(table, new Sort(elements));
        if (!dialect.hasIntegers()) {
            new Lua51Functions(elements).maxnInto(table);
        }
        if (dialect == Dialect.LUA_5_1) {
            new Lua51Functions(elements).into(table);
            return table;
        }
        add(table, new Unpack(elements));
        LibraryFunction.define(table, "pack", arguments -> pack(dialect, arguments));
        if (dialect.hasIntegers()) {
            add(table, new Move(elements));
        }
        return table;
    }

    /** The function that is a global in 5.1, and in 5.2 as it is built by default. */
    public static Builtin unpack(LuaState state) {
        return new Unpack(new Elements(state));
    }

    private static void add(LuaTable table, Builtin function) {
        table.rawset(function.name(), function);
    }

    private static Varargs pack(Dialect dialect, Varargs arguments) {
        int count = arguments.narg();
        LuaTable packed = new LuaTable(count, 1);
        for (int i = 1; i <= count; i++) {
            packed.rawset(i, arguments.arg(i));
        }
        packed.rawset("n", Numbers.whole(dialect, (long) count));
        return packed;
    }
}
