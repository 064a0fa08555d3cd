package luafcgid.ext.sql.lua;

import java.util.Locale;
import java.util.function.BiFunction;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The metatable of one kind of object in one state. */
final class Methods<T extends SqlObject> {
    private static final String PROTECTED = "LuaSQL: you're not allowed to get this metatable";

    private final Class<T> type;
    private final String title;
    private final String misuse;
    private final LuaTable metatable = new LuaTable();

    /**
     * @param title  of such objects
     * @param misuse begins messages
     */
    Methods(Class<T> type, String title, String misuse) {
        this.type = type;
        this.title = title;
        this.misuse = misuse;
        metatable.rawset(LuaValue.INDEX, metatable);
        metatable.rawset(LuaValue.METATABLE, LuaValue.valueOf(PROTECTED));
        always("__tostring", (self, arguments) -> LuaValue.valueOf(title + " (" + address(self) + ")"));
    }

    private static String address(SqlObject self) {
        return self.isClosed() ? "closed" : String.format(Locale.ROOT, "0x%08x", System.identityHashCode(self));
    }

    LuaUserdata wrap(T object) {
        return new LuaUserdata(object, metatable);
    }

    /** A method of open objects. */
    Methods<T> method(String name, BiFunction<T, Varargs, Varargs> body) {
        return always(name, (self, arguments) -> {
            if (self.isClosed()) {
                String kind = title.substring(title.lastIndexOf(' ') + 1);
                throw new LuaError("bad argument #1 to '" + name + "' (" + misuse + kind + " is closed)");
            }
            return body.apply(self, arguments);
        });
    }

    /** A method of open and closed ones. */
    Methods<T> always(String name, BiFunction<T, Varargs, Varargs> body) {
        LibraryFunction.define(metatable, name, arguments -> body.apply(self(name, arguments), arguments));
        return this;
    }

    @SuppressWarnings("ReferenceEquality")
    private T self(String name, Varargs arguments) {
        LuaValue value = arguments.arg1();
        // An object of another module has another metatable.
        if (value.getmetatable() == metatable && type.isInstance(value.touserdata())) {
            return type.cast(value.touserdata());
        }
        String got = arguments.narg() == 0 ? "no value" : value.typename();
        throw new LuaError("bad argument #1 to '" + name + "' (" + title + " expected, got " + got + ")");
    }
}
