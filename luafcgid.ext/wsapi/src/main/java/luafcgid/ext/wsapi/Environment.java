package luafcgid.ext.wsapi;

import java.nio.file.Path;
import luafcgid.daemon.Exchange;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The {@code env} of an application: the request's variables, its body, and where errors are told. */
final class Environment {
    private static final LuaString PATH_INFO = LuaValue.valueOf("PATH_INFO");
    private static final LuaString SCRIPT_NAME = LuaValue.valueOf("SCRIPT_NAME");
    private static final LuaString INDEX = LuaValue.valueOf("__index");
    private static final LuaString SLASH = LuaValue.valueOf("/");

    /** What a variable is that the web server did not send. */
    private static final LuaValue MISSING = new LibraryFunction("env", ignored -> LuaValue.EMPTYSTRING);

    private Environment() {}

    static LuaTable of(Exchange exchange) {
        LuaTable env = exchange.variables();
        Path script = exchange.script();
        LuaString file = LuaString.valueOf(script.toString());
        env.rawset("SCRIPT_FILENAME", file);
        env.rawset("PATH_TRANSLATED", file);
        env.rawset("APP_PATH", LuaString.valueOf(String.valueOf(script.getParent())));
        env.rawset(PATH_INFO, pathInfo(env));
        env.rawset("input", Input.of(exchange));
        env.rawset("error", error(exchange));
        LuaTable metatable = new LuaTable(0, 1);
        metatable.rawset(INDEX, MISSING);
        env.setmetatable(metatable);
        return env;
    }

    /** Some web servers send the script's own path before what follows it. */
    private static LuaValue pathInfo(LuaTable env) {
        LuaValue path = env.rawget(PATH_INFO);
        LuaValue script = env.rawget(SCRIPT_NAME);
        if (path.isnil() || path.length() == 0) {
            return SLASH;
        }
        if (script.isnil() || script.length() == 0) {
            return path;
        }
        LuaString whole = path.checkstring();
        LuaString prefix = script.checkstring();
        if (whole.length() < prefix.length()
                || !whole.substring(0, prefix.length()).equals(prefix)) {
            return path;
        }
        return whole.length() == prefix.length() ? SLASH : whole.substring(prefix.length(), whole.length());
    }

    private static LuaTable error(Exchange exchange) {
        LuaTable error = new LuaTable(0, 2);
        LibraryFunction.define(error, "write", arguments -> {
            StringBuilder text = new StringBuilder();
            for (int i = 2; i <= arguments.narg(); i++) {
                text.append(arguments.checkjstring(i));
            }
            text.toString().lines().forEach(exchange::log);
            return LuaValue.TRUE;
        });
        LibraryFunction.define(error, "flush", Environment::nothing);
        return error;
    }

    private static Varargs nothing(Varargs ignored) {
        return LuaValue.TRUE;
    }
}
