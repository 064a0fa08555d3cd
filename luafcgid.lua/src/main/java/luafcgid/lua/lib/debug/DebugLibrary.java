package luafcgid.lua.lib.debug;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The {@code debug} library of a state. */
public final class DebugLibrary {
    private static final int C_STACK_LIMIT = 200;

    private final ScriptState state;
    private final Dialect dialect;
    private final LuaTable table = new LuaTable(0, 16);

    private DebugLibrary(ScriptState state) {
        this.state = state;
        this.dialect = state.dialect();
    }

    /**
     * The library.
     *
     * @param loaded   the modules of the state
     * @param registry what scripts see as the registry
     */
    public static LuaTable table(ScriptState state, LuaTable loaded, LuaTable registry) {
        DebugLibrary library = new DebugLibrary(state);
        library.fill(loaded, registry);
        return library.table;
    }

    private void fill(LuaTable loaded, LuaTable registry) {
        Subject subject = new Subject(state);
        InfoFunction info = new InfoFunction(state, subject, loaded);
        LibraryFunction.define(table, "traceback", new TracebackFunction(state, subject)::traceback);
        LibraryFunction.define(table, "getinfo", arguments -> info.info(arguments, table.rawget("getinfo")));
        LibraryFunction.define(table, "getregistry", ignored -> registry);
        LibraryFunction.define(table, "gethook", this::hook);
        LibraryFunction.define(table, "sethook", DebugLibrary::setHook);
        LibraryFunction.define(table, "debug", DebugLibrary::debug);
        new LocalFunctions(state, subject).into(table);
        new UpvalueFunctions(dialect).into(table);
        new AttachedValues(state).into(table);
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            LibraryFunction.define(table, "setcstacklimit", this::setStackLimit);
        }
    }

    /** There is never one. */
    private Varargs hook(Varargs ignored) {
        return dialect.isAtLeast(Dialect.LUA_5_4)
                ? LuaValue.NIL
                : LuaValue.varargsOf(LuaValue.NIL, LuaValue.EMPTYSTRING, Numbers.whole(dialect, 0));
    }

    private static Varargs setHook(Varargs arguments) {
        int first = arguments.arg1().isthread() ? 2 : 1;
        if (arguments.isnoneornil(first)) {
            return LuaValue.NONE;
        }
        Arguments.string(first + 1, Arguments.at(arguments, first + 1));
        Arguments.function(first, arguments.arg(first));
        throw new LuaError(
                "debug.sethook: compiled code calls no hooks; luafcgid.lua.Limits bounds what a script uses");
    }

    private static Varargs debug(Varargs ignored) {
        throw new LuaError("debug.debug: a script has no terminal to be debugged from");
    }

    /** What C Lua says that it is, whatever it is told. */
    private Varargs setStackLimit(Varargs arguments) {
        Arguments.integer(dialect, 1, Arguments.at(arguments, 1));
        return LuaValue.valueOf(C_STACK_LIMIT);
    }
}
