package luafcgid.lua.string;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.CompiledClasses;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.string.format.FormatFunction;
import luafcgid.lua.string.pack.PackFunctions;
import luafcgid.lua.string.pattern.Gmatch;
import luafcgid.lua.string.pattern.Gsub;
import luafcgid.lua.string.pattern.Search;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The {@code string} library. */
public final class StringLibrary {
    /** Functions that keep nothing of a state, by dialect. */
    private static final Map<Dialect, Map<String, LuaFunction>> SHARED = new EnumMap<>(Dialect.class);

    private static final int SIZE = 20;

    static {
        for (Dialect dialect : Dialect.values()) {
            SHARED.put(dialect, shared(dialect));
        }
    }

    private StringLibrary() {}

    private static Map<String, LuaFunction> shared(Dialect dialect) {
        return Map.of(
                "byte", new Bytes(dialect),
                "char", new Char(dialect),
                "dump", new LibraryFunction("dump", StringLibrary::dump),
                "len", new Len(dialect),
                "lower", Mapped.lower(dialect),
                "reverse", new Reverse(dialect),
                "sub", new Sub(dialect),
                "upper", Mapped.upper(dialect));
    }

    /** A new table with the functions of the state's dialect. */
    public static LuaTable table(LuaState state) {
        LuaTable table = new LuaTable(0, SIZE);
        Dialect dialect = state.dialect();
        Workspace workspace = new Workspace(state);
        Objects.requireNonNull(SHARED.get(dialect)).forEach(table::rawset);
        table.rawset("rep", new Rep(workspace));
        table.rawset("format", new FormatFunction(workspace));
        table.rawset("find", Search.find(workspace));
        table.rawset("match", Search.match(workspace));
        LuaFunction gmatch = new Gmatch(workspace);
        table.rawset("gmatch", gmatch);
        table.rawset("gsub", new Gsub(workspace));
        if (dialect == Dialect.LUA_5_1) {
            table.rawset("gfind", gmatch);
        }
        if (dialect.hasIntegers()) {
            new PackFunctions(workspace).into(table);
        }
        return table;
    }

    /** Has a state's strings find their methods in {@code methods}. */
    public static void intoMetatable(LuaTable metatable, LuaTable methods, LuaState state) {
        metatable.rawset(LuaValue.INDEX, methods);
        if (state.dialect().isAtLeast(Dialect.LUA_5_4)) {
            StringArithmetic.into(metatable, state);
        }
    }

    private static Varargs dump(Varargs arguments) {
        LuaValue function = Arguments.function(1, Arguments.at(arguments, 1));
        if (function.getClass().getClassLoader() instanceof CompiledClasses classes) {
            return LuaString.valueUsing(classes.dump(function.getClass()));
        }
        throw new LuaError("unable to dump given function");
    }
}
