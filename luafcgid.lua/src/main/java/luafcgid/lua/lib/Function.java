package luafcgid.lua.lib;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A library function made of a method. */
final class Function extends VarArgFunction {
    /** What it does. The result is never a pending tail call. */
    @FunctionalInterface
    interface Body {
        Varargs call(Varargs arguments);
    }

    private final Body body;

    Function(String name, Body body) {
        this.name = name;
        this.body = body;
    }

    static void define(LuaTable table, String name, Body body) {
        table.rawset(valueOf(name), new Function(name, body));
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        return body.call(arguments);
    }

    @Override
    public String tojstring() {
        return "function: builtin: " + name;
    }
}
