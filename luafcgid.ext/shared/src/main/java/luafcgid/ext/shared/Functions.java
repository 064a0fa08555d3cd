package luafcgid.ext.shared;

import luafcgid.ext.shared.store.StoreException;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Where functions of dictionaries get their names: as methods of every dictionary, and as functions of the default one. */
final class Functions {
    /** What a function does. A {@link StoreException} becomes nil and its message. */
    @FunctionalInterface
    interface Body {
        Varargs call(Arguments arguments);
    }

    private final LuaTable methods = new LuaTable();
    private final LuaTable module;
    private final Handle standard;

    Functions(LuaTable module, Handle standard) {
        this.module = module;
        this.standard = standard;
    }

    /** What dictionaries find their methods in. */
    LuaTable methods() {
        return methods;
    }

    void define(String name, Body body) {
        LibraryFunction.define(methods, name, all -> run(new Arguments(name, self(name, all.arg1()), all, 1), body));
        LibraryFunction.define(module, name, all -> run(new Arguments(name, standard, all, 0), body));
    }

    private static Varargs run(Arguments arguments, Body body) {
        try {
            return body.call(arguments);
        } catch (StoreException e) {
            return failure(e);
        }
    }

    private static Handle self(String name, LuaValue self) {
        if (self instanceof LuaUserdata userdata && userdata.m_instance instanceof Handle handle) {
            return handle;
        }
        throw new LuaError("calling '" + name + "' on bad self (shared dictionary expected, got " + self.typename()
                + "; write d:" + name + "(...))");
    }

    static Varargs failure(StoreException e) {
        return failure(String.valueOf(e.getMessage()));
    }

    static Varargs failure(String message) {
        return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(message));
    }

    static Varargs refusal(String message) {
        return LuaValue.varargsOf(LuaValue.FALSE, LuaValue.valueOf(message));
    }
}
