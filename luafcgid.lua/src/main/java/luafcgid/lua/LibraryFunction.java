package luafcgid.lua;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A Lua function made of a Java method, named as errors name it. Shared between states only where its body keeps nothing of one. */
public final class LibraryFunction extends VarArgFunction {
    /** What a function does, on the thread that runs the state. The result is never a pending tail call. */
    @FunctionalInterface
    public interface Body {
        Varargs call(Varargs arguments);
    }

    private final Body body;

    public LibraryFunction(String name, Body body) {
        this.name = name;
        this.body = body;
    }

    /** Sets the function under its name in {@code table}. */
    public static void define(LuaTable table, String name, Body body) {
        table.rawset(valueOf(name), new LibraryFunction(name, body));
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
