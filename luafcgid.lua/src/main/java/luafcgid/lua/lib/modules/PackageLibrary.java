package luafcgid.lua.lib.modules;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The {@code package} library of a state, and the modules that are global variables of every state. */
public final class PackageLibrary {
    private static final LuaValue CONFIG = LuaValue.valueOf("/\n;\n?\n!\n-\n");
    private static final LuaValue CONFIG_51 = LuaValue.valueOf("/\n;\n?\n!\n-");

    private final ScriptState state;
    private final LuaTable library = new LuaTable(0, 8);
    private final LuaTable preload = new LuaTable();
    private final LuaTable loaded;
    private final ModulePath path;
    private final Require require;

    public PackageLibrary(ScriptState state, LuaTable loaded) {
        this.state = state;
        this.loaded = loaded;
        this.path = new ModulePath(state);
        this.require = new Require(state, library, loaded);
    }

    /** Defines {@code require}; returns the library. */
    public LuaTable install(LuaTable globals) {
        Dialect dialect = state.dialect();
        LuaTable searchers = new Searchers(state, library, preload, path).list();
        library.rawset("loaded", loaded);
        library.rawset("preload", preload);
        if (dialect.isAtLeast(Dialect.LUA_5_2)) {
            library.rawset("searchers", searchers);
            LibraryFunction.define(library, "searchpath", this::searchPath);
        }
        if (!dialect.hasIntegers()) {
            library.rawset("loaders", searchers);
        }
        library.rawset("path", LuaString.valueOf(ModulePath.standard(state.environment())));
        library.rawset("cpath", LuaValue.EMPTYSTRING);
        library.rawset("config", dialect == Dialect.LUA_5_1 ? CONFIG_51 : CONFIG);
        LibraryFunction.define(library, "loadlib", PackageLibrary::loadLibrary);
        LibraryFunction.define(globals, "require", require::require);
        return library;
    }

    /** What {@code require} looks into before all else. */
    public LuaTable preload() {
        return preload;
    }

    private Varargs searchPath(Varargs arguments) {
        // C looks at its arguments in this order.
        String replacement = optional(arguments, 4, "/");
        String separator = optional(arguments, 3, ".");
        String templates = Arguments.string(2, Arguments.at(arguments, 2)).tojstring();
        String name = Arguments.string(1, Arguments.at(arguments, 1)).tojstring();
        ModulePath.Found found =
                path.search(separator.isEmpty() ? name : name.replace(separator, replacement), templates);
        return found.file() == null
                ? LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(found.text()))
                : LuaString.valueOf(found.text());
    }

    private static String optional(Varargs arguments, int index, String otherwise) {
        return arguments.isnoneornil(index)
                ? otherwise
                : Arguments.string(index, arguments.arg(index)).tojstring();
    }

    private static Varargs loadLibrary(Varargs arguments) {
        Arguments.string(1, Arguments.at(arguments, 1));
        Arguments.string(2, Arguments.at(arguments, 2));
        return LuaValue.varargsOf(
                LuaValue.NIL, LuaValue.valueOf(Searchers.NO_LIBRARIES_IN_C), LuaValue.valueOf("absent"));
    }

    /** Opens the modules that are global variables of every state. */
    public void openGlobals(LuaTable globals) {
        state.environment().extensions().modules().forEach((module, extension) -> {
            if (!extension.globalOf(module).isEmpty()) {
                openGlobal(globals, extension.global(), module);
            }
        });
    }

    /** One library that fails must not keep all scripts from running. */
    private void openGlobal(LuaTable globals, String global, String module) {
        try {
            globals.set(
                    LuaString.valueOf(global),
                    require.require(LuaString.valueOf(module)).arg1());
        } catch (RuntimeException e) {
            state.context().log().log(System.Logger.Level.WARNING, "module " + module + " was not opened", e);
        }
    }
}
