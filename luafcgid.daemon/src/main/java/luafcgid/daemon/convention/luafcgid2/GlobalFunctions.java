package luafcgid.daemon.convention.luafcgid2;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import luafcgid.daemon.convention.luafcgid.StringArgument;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StatePool;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The global functions of a state. Each is for the request that the state answers at that moment. */
final class GlobalFunctions {
    private final Luafcgid2State state;
    private final LuaTable globals;

    private GlobalFunctions(Luafcgid2State state, LuaTable globals) {
        this.state = state;
        this.globals = globals;
    }

    static void define(Luafcgid2State state, StatePool pool, LuaTable globals) {
        GlobalFunctions functions = new GlobalFunctions(state, globals);
        functions.define("Header", (answer, arguments) -> {
            String first = text(arguments, 1);
            if (arguments.isnoneornil(2)) {
                answer.header(first);
            } else {
                answer.header(first, text(arguments, 2));
            }
            return LuaValue.NONE;
        });
        functions.define("Send", (answer, arguments) -> {
            // Only the first: of string.gsub, say, the second is none of the answer's.
            answer.send(StringArgument.of(arguments, 1));
            return LuaValue.NONE;
        });
        functions.define("Reset", (answer, arguments) -> {
            answer.reset();
            return LuaValue.NONE;
        });
        functions.define("Log", (answer, arguments) -> {
            answer.exchange().log(arguments.arg1().tojstring());
            return LuaValue.NONE;
        });
        functions.define(
                "Receive", (answer, arguments) -> received(answer.exchange().rest()));
        functions.define("RespStatus", (answer, arguments) -> {
            answer.status(text(arguments, 1));
            return LuaValue.NONE;
        });
        functions.define("RespContentType", (answer, arguments) -> {
            answer.contentType(text(arguments, 1));
            return LuaValue.NONE;
        });
        functions.define(
                "Dir",
                (answer, arguments) ->
                        path(Objects.requireNonNull(answer.exchange().script().getParent())));
        LibraryFunction.define(globals, "ThreadData", arguments -> scripts(pool));
    }

    /** What a function does. */
    @FunctionalInterface
    private interface Body {
        Varargs call(Answer answer, Varargs arguments);
    }

    private void define(String name, Body body) {
        LibraryFunction.define(globals, name, arguments -> body.call(state.answer(name), arguments));
    }

    private static String text(Varargs arguments, int index) {
        return Latin1.decode(StringArgument.of(arguments, index));
    }

    /** A string in any case; with a message where it ended too early. */
    private static Varargs received(Varargs rest) {
        if (rest.narg() > 1) {
            LuaValue came = rest.arg(3).isstring() ? rest.arg(3) : LuaValue.EMPTYSTRING;
            return LuaValue.varargsOf(came, rest.arg(2));
        }
        return rest.isnil(1) ? LuaValue.EMPTYSTRING : rest.arg1();
    }

    private static LuaTable scripts(StatePool pool) {
        Map<Path, Integer> states = new TreeMap<>();
        pool.scripts().forEach(script -> states.merge(script.path(), script.states(), Integer::sum));
        LuaTable table = new LuaTable();
        states.forEach((script, count) -> table.rawset(path(script), LuaValue.valueOf(count)));
        return table;
    }

    private static LuaString path(Path path) {
        return LuaString.valueUsing(path.toString().getBytes(StandardCharsets.UTF_8));
    }
}
