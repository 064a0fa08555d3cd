package luafcgid.daemon.convention.luafcgid;

import luafcgid.daemon.exchange.UrlEncoding;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What {@code require "luafcgid"} and luafcgid2's {@code lf} have in common: queries and data as text. */
public final class CommonFunctions {
    private CommonFunctions() {}

    /** Defines them in a table. */
    public static void define(LuaTable table) {
        LibraryFunction.define(
                table, "serialize", arguments -> LuaString.valueUsing(Serializer.serialize(arguments.checkvalue(1))));
        LibraryFunction.define(
                table,
                "urlencode",
                arguments ->
                        arguments.isnoneornil(1) ? LuaValue.NIL : UrlEncoding.encode(StringArgument.of(arguments, 1)));
        LibraryFunction.define(
                table,
                "urldecode",
                arguments ->
                        arguments.isnoneornil(1) ? LuaValue.NIL : UrlEncoding.decode(StringArgument.of(arguments, 1)));
        LibraryFunction.define(table, "parse", arguments -> UrlEncoding.parse(StringArgument.orEmpty(arguments, 1)));
    }
}
