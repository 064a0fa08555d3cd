package luafcgid.daemon.convention;

import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** The methods of {@code con}. No script sees the table, so that all states share it. */
final class ConnectionMethods {
    static final List<String> NAMES = List.of("puts", "header", "gets", "flush", "reset", "config", "log");
    static final LuaTable TABLE = new LuaTable();

    private ConnectionMethods() {}

    /** What a method does. */
    @FunctionalInterface
    private interface Body {
        Varargs call(ScriptConnection con, Varargs arguments);
    }

    static {
        define("puts", (con, arguments) -> {
            for (int i = 2; i <= arguments.narg(); i++) {
                con.puts(arguments.checkstring(i));
            }
            return LuaValue.NONE;
        });
        define("header", (con, arguments) -> {
            LuaString first = arguments.checkstring(2);
            if (arguments.isnoneornil(3)) {
                con.head().add(ScriptConnection.latin1(first));
            } else {
                con.head().add(ScriptConnection.latin1(first), ScriptConnection.latin1(arguments.checkstring(3)));
            }
            return LuaValue.NONE;
        });
        define("gets", (con, arguments) -> {
            LuaString body = con.gets();
            return body == null ? LuaValue.NIL : body;
        });
        define("flush", (con, arguments) -> {
            con.flush();
            return LuaValue.NONE;
        });
        define("reset", (con, arguments) -> {
            con.reset();
            return LuaValue.NONE;
        });
        define("config", (con, arguments) -> {
            String name = arguments.checkjstring(2);
            LuaValue before = ConnectionSettings.get(con.settings(), name);
            if (arguments.narg() >= 3) {
                con.settings(ConnectionSettings.with(con.settings(), name, arguments.arg(3)));
            }
            return before;
        });
        define("log", (con, arguments) -> {
            con.log(arguments.arg(2).tojstring());
            return LuaValue.NONE;
        });
    }

    private static void define(String name, Body body) {
        TABLE.set(name, new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs arguments) {
                if (!(arguments.arg1() instanceof ScriptConnection con)) {
                    return error("calling '" + name + "' on a "
                            + arguments.arg1().typename() + "; write con:" + name + "(...), with a colon");
                }
                return body.call(con, arguments);
            }

            @Override
            public String tojstring() {
                return "function: con:" + name;
            }
        });
    }
}
