package luafcgid.ext.form.request;

import luafcgid.ext.form.body.BadFormException;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** A bad form where a loop would take nil for its end: an error whose value has a message and a status of HTTP. */
final class FormError {
    private FormError() {}

    static LuaError of(BadFormException e) {
        LuaTable value = new LuaTable();
        value.rawset("message", LuaValue.valueOf(String.valueOf(e.getMessage())));
        value.rawset("status", LuaValue.valueOf(e.status()));
        LuaTable metatable = new LuaTable();
        LibraryFunction.define(metatable, "__tostring", arguments -> value.rawget("message"));
        value.setmetatable(metatable);
        return new LuaError(value);
    }
}
