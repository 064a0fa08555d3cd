package luafcgid.ext.modlua;

import java.util.List;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The methods of {@code r}. No script sees the table, so that all states share it. */
final class RecordMethods {
    static final LuaTable TABLE = new LuaTable();

    private static final List<String> LOGS =
            List.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug", "trace1");

    private RecordMethods() {}

    /** What a method does. */
    @FunctionalInterface
    private interface Body {
        Varargs call(RequestRecord r, Varargs arguments);
    }

    static {
        define("puts", (r, arguments) -> {
            r.sendHeaders();
            for (int i = 2; i <= arguments.narg(); i++) {
                r.exchange().write(arguments.checkstring(i));
            }
            return LuaValue.NONE;
        });
        define("write", (r, arguments) -> {
            r.sendHeaders();
            r.exchange().write(arguments.checkstring(2));
            return LuaValue.NONE;
        });
        define("flush", (r, arguments) -> {
            r.sendHeaders();
            r.exchange().flush();
            return LuaValue.NONE;
        });
        define("sendfile", (r, arguments) -> {
            r.sendHeaders();
            r.exchange().sendFile(arguments.checkjstring(2));
            return LuaValue.NONE;
        });
        define("requestbody", (r, arguments) -> r.exchange().rest());
        define("parseargs", (r, arguments) -> Form.parse(r.variable("QUERY_STRING")));
        define("parsebody", (r, arguments) -> Form.parse(r.exchange().rest().arg1()));
        define("escape", (r, arguments) -> Form.escape(arguments.checkstring(2)));
        define("unescape", (r, arguments) -> Form.unescape(arguments.checkstring(2)));
        define("escape_html", (r, arguments) -> escapeHtml(arguments.checkstring(2)));
        define("clock", (r, arguments) -> LuaValue.valueOf(System.currentTimeMillis() * 1000.0));
        for (String level : LOGS) {
            define(level, (r, arguments) -> {
                r.exchange().log(level + ": " + arguments.arg(2).tojstring());
                return LuaValue.NONE;
            });
        }
    }

    private static LuaValue escapeHtml(LuaString text) {
        String latin1 = Latin1.decode(text);
        return Latin1.encode(latin1.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;"));
    }

    private static void define(String name, Body body) {
        LibraryFunction.define(TABLE, name, arguments -> {
            if (!(arguments.arg1() instanceof RequestRecord r)) {
                throw new LuaError("calling '" + name + "' on a "
                        + arguments.arg1().typename() + "; write r:" + name + "(...), with a colon");
            }
            return body.call(r, arguments);
        });
    }
}
