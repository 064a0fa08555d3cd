package luafcgid.daemon.convention;

import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.ZeroArgFunction;

/** The methods of {@code con}. No script sees the table, so that all states share it. */
final class ConnectionMethods {
    static final List<String> NAMES =
            List.of("puts", "header", "gets", "read", "chunks", "data", "sendfile", "flush", "reset", "config", "log");
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
        define("gets", (con, arguments) -> con.input().rest());
        define("read", (con, arguments) -> con.input().piece(size(arguments)));
        define("chunks", (con, arguments) -> new Chunks(con, size(arguments)));
        define("data", (con, arguments) -> con.input().data(size(arguments)));
        define("sendfile", (con, arguments) -> {
            con.sendFile(arguments.checkjstring(2));
            return LuaValue.NONE;
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

    /** How many bytes to read at most. */
    private static int size(Varargs arguments) {
        int size = arguments.optint(2, RequestInput.PIECE);
        if (size < 1) {
            LuaValue.argerror(2, "at least 1 byte is read, not " + size);
        }
        return size;
    }

    /** Yields the body piece by piece. A loop would take nil for the body's end: one that is too short is an error. */
    private static final class Chunks extends ZeroArgFunction {
        private final ScriptConnection con;
        private final int size;

        Chunks(ScriptConnection con, int size) {
            this.con = con;
            this.size = size;
        }

        @Override
        public LuaValue call() {
            Varargs piece = con.input().piece(size);
            return piece.narg() > 1 ? error(piece.checkjstring(2)) : piece.arg1();
        }
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
