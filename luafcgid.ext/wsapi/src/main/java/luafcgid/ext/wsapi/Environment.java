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
    private static final LuaString REQUEST_URI = LuaValue.valueOf("REQUEST_URI");
    private static final LuaString INDEX = LuaValue.valueOf("__index");
    private static final LuaString SLASH = LuaValue.valueOf("/");

    /** What a variable is that the web server did not send. */
    private static final LuaValue MISSING = new LibraryFunction("env", ignored -> LuaValue.EMPTYSTRING);

    private Environment() {}

    static LuaTable of(Exchange exchange) {
        LuaTable env = exchange.variables(filled -> complete(filled, exchange));
        LuaTable metatable = new LuaTable(0, 1);
        metatable.rawset(INDEX, MISSING);
        env.setmetatable(metatable);
        return env;
    }

    private static void complete(LuaTable env, Exchange exchange) {
        Path script = exchange.script();
        LuaString file = LuaString.valueOf(script.toString());
        env.rawset("SCRIPT_FILENAME", file);
        env.rawset("PATH_TRANSLATED", file);
        env.rawset("APP_PATH", LuaString.valueOf(String.valueOf(script.getParent())));
        env.rawset(PATH_INFO, pathInfo(env));
        env.rawset("input", Input.of(exchange));
        env.rawset("error", error(exchange));
    }

    private static LuaValue pathInfo(LuaTable env) {
        LuaString path = text(env, PATH_INFO);
        LuaString script = text(env, SCRIPT_NAME);
        if (script.m_length > 0 && isRepeated(path, script, text(env, REQUEST_URI))) {
            path = path.substring(script.m_length, path.m_length);
        }
        return path.m_length == 0 ? SLASH : path;
    }

    /** Some web servers send the script's own path before what follows it; the request tells whether it was really asked for twice. */
    private static boolean isRepeated(LuaString path, LuaString script, LuaString request) {
        return startsWith(path, script)
                && (path.m_length == script.m_length || path.luaByte(script.m_length) == '/')
                && !startsWith(request, script.concat(path).checkstring());
    }

    private static boolean startsWith(LuaString text, LuaString prefix) {
        return text.m_length >= prefix.m_length
                && text.substring(0, prefix.m_length).equals(prefix);
    }

    private static LuaString text(LuaTable env, LuaString name) {
        LuaValue value = env.rawget(name);
        return value.isnil() ? LuaValue.EMPTYSTRING : value.checkstring();
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
