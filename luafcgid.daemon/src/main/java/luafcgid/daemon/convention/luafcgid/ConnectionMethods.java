package luafcgid.daemon.convention.luafcgid;

import java.util.List;
import luafcgid.daemon.Exchange;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.ZeroArgFunction;

/** The methods of {@code con}. No script sees the table, so that all states share it. */
final class ConnectionMethods {
    static final List<String> NAMES =
            List.of("puts", "header", "gets", "read", "chunks", "data", "sendfile", "flush", "reset", "config", "log");
    static final LuaTable TABLE = new LuaTable();

    /** Bytes of a body that are read at most where the script does not say. */
    private static final int PIECE = 64 << 10;

    private ConnectionMethods() {}

    /** What a method does. */
    @FunctionalInterface
    private interface Body {
        Varargs call(Exchange con, Varargs arguments);
    }

    static {
        define("puts", (con, arguments) -> {
            for (int i = 2; i <= arguments.narg(); i++) {
                con.write(arguments.checkstring(i));
            }
            return LuaValue.NONE;
        });
        define("header", (con, arguments) -> {
            if (arguments.narg() < 2) {
                return LuaValue.NONE;
            }
            LuaString first = arguments.checkstring(2);
            if (arguments.isnoneornil(3)) {
                con.header(Latin1.decode(first));
            } else {
                con.header(Latin1.decode(first), Latin1.decode(arguments.checkstring(3)));
            }
            return LuaValue.NONE;
        });
        define("gets", (con, arguments) -> con.rest());
        define("read", (con, arguments) -> con.piece(size(arguments)));
        define("chunks", (con, arguments) -> new Chunks(con, size(arguments)));
        define("data", (con, arguments) -> con.data(size(arguments)));
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
            if (arguments.narg() >= 2) {
                con.log(arguments.arg(2).tojstring());
            }
            return LuaValue.NONE;
        });
    }

    /** How many bytes to read at most. */
    private static int size(Varargs arguments) {
        int size = arguments.optint(2, PIECE);
        if (size < 1) {
            LuaValue.argerror(2, "at least 1 byte is read, not " + size);
        }
        return size;
    }

    /** Yields the body piece by piece. A loop would take nil for the body's end: one that is too short is an error. */
    private static final class Chunks extends ZeroArgFunction {
        private final Exchange con;
        private final int size;

        Chunks(Exchange con, int size) {
            this.con = con;
            this.size = size;
        }

        @Override
        public LuaValue call() {
            Varargs piece = con.piece(size);
            return piece.narg() > 1 ? error(piece.checkjstring(2)) : piece.arg1();
        }
    }

    private static void define(String name, Body body) {
        LibraryFunction.define(TABLE, name, arguments -> {
            if (!(arguments.arg1() instanceof ScriptConnection con)) {
                throw new LuaError("calling '" + name + "' on a "
                        + arguments.arg1().typename() + "; write con:" + name + "(...), with a colon");
            }
            return body.call(con.exchange(), arguments);
        });
    }
}
