package luafcgid.daemon.convention.luafcgid2;

import luafcgid.daemon.convention.luafcgid.Serializer;
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
        LibraryFunction.define(
                table, "serialize", arguments -> LuaString.valueUsing(Serializer.serialize(arguments.checkvalue(1))));
        LibraryFunction.define(
                table,
                "urlencode",
                arguments -> arguments.isnoneornil(1) ? LuaValue.NIL : UrlEncoding.encode(Text.argument(arguments, 1)));
        LibraryFunction.define(
                table,
                "urldecode",
                arguments -> arguments.isnoneornil(1) ? LuaValue.NIL : decode(Text.argument(arguments, 1)));
        LibraryFunction.define(table, "parse_pair", arguments -> pair(arguments.optstring(1, LuaValue.EMPTYSTRING)));
        LibraryFunction.define(
                table, "parse", arguments -> UrlEncoding.parse(arguments.optstring(1, LuaValue.EMPTYSTRING)));
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
        return LuaValue.varargsOf(decode(pair.substring(0, equals)), decode(pair.substring(value, pair.m_length)));
    }

    private static LuaString decode(LuaString text) {
        return UrlEncoding.decode(text.m_bytes, text.m_offset, text.m_length);
    }
}
