package luafcgid.ext.sql.lua;

import luafcgid.ext.sql.vendor.Text;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** How databases' errors reach scripts. */
final class Failure {
    private Failure() {}

    /** {@code nil, "LuaSQL: message"}. */
    static Varargs of(String message) {
        return LuaValue.varargsOf(LuaValue.NIL, Text.lua("LuaSQL: " + message));
    }

    /** {@code false, message}. */
    static Varargs refusal(String message) {
        return LuaValue.varargsOf(LuaValue.FALSE, Text.lua(message));
    }
}
