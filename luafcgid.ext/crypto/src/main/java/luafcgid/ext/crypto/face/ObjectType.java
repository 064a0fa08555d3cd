package luafcgid.ext.crypto.face;

import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A type of objects within one state: their methods, and how they print. */
public final class ObjectType<T> {
    /** What a method does; the object is argument 1. */
    @FunctionalInterface
    public interface Method<T> {
        Varargs call(T object, Varargs arguments);
    }

    private final String name;
    private final Class<T> type;
    private final LuaTable methods = new LuaTable();
    private final LuaTable metatable = new LuaTable();

    public ObjectType(String name, Class<T> type) {
        this.name = name;
        this.type = type;
        metatable.rawset(LuaValue.INDEX, methods);
        metatable.rawset("__name", LuaValue.valueOf(name));
        metatable.rawset(LuaValue.TOSTRING, new LibraryFunction("tostring", this::print));
    }

    public ObjectType<T> method(String method, Method<T> body) {
        LibraryFunction.define(methods, method, arguments -> body.call(self(arguments, 1), arguments));
        return this;
    }

    public ObjectType<T> callable(Method<T> body) {
        metatable.rawset(
                LuaValue.CALL, new LibraryFunction(name, arguments -> body.call(self(arguments, 1), arguments)));
        return this;
    }

    /** The methods as functions, for a module that has them as its own. */
    public LuaTable methods() {
        return methods;
    }

    public LuaValue wrap(T object) {
        return new LuaUserdata(object, metatable);
    }

    private T self(Varargs arguments, int index) {
        LuaValue value = arguments.arg(index);
        if (value instanceof LuaUserdata object && metatable.raweq(object.m_metatable)) {
            return type.cast(object.m_instance);
        }
        throw Arguments.wrong(arguments, index, name);
    }

    private Varargs print(Varargs arguments) {
        return LuaValue.valueOf(String.format("%s 0x%08x", name, System.identityHashCode(self(arguments, 1))));
    }
}
