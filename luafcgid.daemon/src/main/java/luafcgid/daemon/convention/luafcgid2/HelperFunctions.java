package luafcgid.daemon.convention.luafcgid2;

import luafcgid.daemon.convention.luafcgid.CommonFunctions;
import luafcgid.daemon.convention.luafcgid.StringArgument;
import luafcgid.daemon.exchange.UrlEncoding;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code lf}: queries and data as text. */
final class HelperFunctions {
    private HelperFunctions() {}

    static LuaTable table() {
        LuaTable table = new LuaTable(0, 8);
        CommonFunctions.define(table);
        LibraryFunction.define(table, "parse_pair", arguments -> pair(StringArgument.orEmpty(arguments, 1)));
        return table;
    }

    /** Name and value of a pair; nothing of an empty one. */
    private static Varargs pair(LuaString pair) {
        if (pair.m_length == 0) {
            return LuaValue.NONE;
        }
        int equals = 0;
        while (equals < pair.m_length && pair.luaByte(equals) != '=') {
            equals++;
        }
        int value = Math.min(equals + 1, pair.m_length);
        return LuaValue.varargsOf(
                UrlEncoding.decode(pair.substring(0, equals)),
                UrlEncoding.decode(pair.substring(value, pair.m_length)));
    }
}
