package luafcgid.lua.lib;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** A library table to copy from: the functions are shared by all states, the tables are not. */
public final class Template {
    private final LuaValue[] keys;
    private final LuaValue[] values;

    public Template(LuaTable table) {
        keys = table.keys();
        values = new LuaValue[keys.length];
        for (int i = 0; i < keys.length; i++) {
            values[i] = table.rawget(keys[i]);
        }
    }

    /** Adds all entries to a table. */
    public void copyInto(LuaTable table) {
        for (int i = 0; i < keys.length; i++) {
            table.rawset(keys[i], values[i]);
        }
    }

    /** A new table with all entries, and room for some more. */
    public LuaTable copy(int more) {
        LuaTable table = new LuaTable(0, keys.length + more);
        copyInto(table);
        return table;
    }

    /** Calls a library of LuaJ with an environment of its own, and keeps what it defines there. */
    static Template of(LuaValue library, String name) {
        return new Template(load(library).rawget(LuaValue.valueOf(name)).checktable());
    }

    static LuaTable load(LuaValue library) {
        Globals environment = new Globals();
        LuaTable libraries = new LuaTable();
        libraries.set("loaded", new LuaTable());
        environment.set("package", libraries);
        environment.load(library);
        return environment;
    }
}
