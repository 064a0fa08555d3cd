package luafcgid.lua.codegen;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.string.StringLibrary;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Runs compiled chunks in a state that has few functions: {@code setmetatable}, {@code select}, {@code fail} and {@code attempt}. */
final class Lua {
    private final Dialect dialect;
    private final LuaState state;

    Lua(Dialect dialect) {
        this.dialect = dialect;
        Globals globals = new Globals();
        this.state = new LuaState(dialect, globals, () -> {});
        LuaTable strings = new LuaTable();
        StringLibrary.intoMetatable(strings, new LuaTable(), state);
        state.typeMetatable(LuaValue.TSTRING, strings);
        define(globals, "setmetatable", args -> args.arg1().setmetatable(args.arg(2)));
        define(
                globals,
                "select",
                args -> args.arg1().isstring() && args.arg1().tojstring().equals("#")
                        ? LuaValue.valueOf(args.narg() - 1)
                        : args.subargs(args.arg1().toint() + 1));
        define(globals, "fail", args -> {
            throw new LuaError(args.arg1());
        });
        define(globals, "attempt", args -> {
            try {
                return LuaValue.varargsOf(LuaValue.TRUE, args.arg1().invoke(args.subargs(2)));
            } catch (LuaError e) {
                return LuaValue.varargsOf(LuaValue.FALSE, e.getMessageObject());
            }
        });
    }

    private static void define(Globals globals, String name, UnaryOperator<Varargs> body) {
        globals.rawset(name, new LibraryFunction(name, body::apply));
    }

    Varargs run(String source) {
        return code(source).instantiate(state, state.globals()).invoke(LuaValue.NONE);
    }

    CompiledCode code(String source) {
        return CompiledCode.of(source.getBytes(StandardCharsets.UTF_8), "=test", dialect);
    }

    LuaState state() {
        return state;
    }

    /** What the chunk returns, with blanks between. */
    static String results(Dialect dialect, String source) {
        Varargs results = new Lua(dialect).run(source);
        StringJoiner joined = new StringJoiner(" ");
        for (int i = 1; i <= results.narg(); i++) {
            joined.add(results.arg(i).tojstring());
        }
        return joined.toString();
    }

    /** The same in each version of Lua. */
    static String everywhere(String source) {
        String first = results(Dialect.LUA_5_1, source);
        for (Dialect dialect : Dialect.values()) {
            String other = results(dialect, source);
            if (!other.equals(first)) {
                throw new AssertionError(dialect + " returns " + other + ", 5.1 " + first);
            }
        }
        return first;
    }
}
