package luafcgid.daemon.convention.luafcgid;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Arguments that have to be strings or numbers. */
public final class StringArgument {
    private StringArgument() {}

    /** The argument; another one is refused as C Lua does, by its number. */
    public static LuaString of(Varargs arguments, int index) {
        LuaValue given = arguments.arg(index);
        if (!given.isstring()) {
            String what = index > arguments.narg() ? "no value" : given.typename();
            LuaValue.argerror(index, "string expected, got " + what);
        }
        return given.checkstring();
    }

    /** The argument, or an empty string where it is nil or missing. */
    public static LuaString orEmpty(Varargs arguments, int index) {
        return arguments.isnoneornil(index) ? LuaValue.EMPTYSTRING : of(arguments, index);
    }
}
