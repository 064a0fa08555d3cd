package luafcgid.lua.lib;

import luafcgid.lua.Dialect;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.io.IoLibrary;
import luafcgid.lua.lib.coroutine.CoroutineLibrary;
import luafcgid.lua.lib.debug.DebugLibrary;
import luafcgid.lua.lib.modules.PackageLibrary;
import luafcgid.lua.lib.table.TableLibrary;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.string.StringLibrary;
import luafcgid.lua.string.utf8.Utf8Library;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Gives a new state its libraries. Functions that need to know their state are made for it, the others are shared. */
public final class Libraries {
    static {
        // LuaJ's initialisers fail when a subclass of LuaValue is the first of its classes to load.
        LuaValue.valueOf("");
    }

    static {
        // Strings outside of any state: those of extensions' tests.
        ScriptState.prepare(StringLibrary.table(new LuaState(Dialect.LUA_5_1, new Globals(), () -> {})));
    }

    private Libraries() {}

    /** Fills the globals of a new state. */
    public static void install(ScriptState state) {
        Globals globals = state.globals();
        globals.presize(0, 64);
        Dialect dialect = state.dialect();
        Shared shared = Shared.of(dialect);
        shared.base().into(globals, state.lua(), () -> state.context().log());
        if (!dialect.hasIntegers()) {
            globals.rawset("unpack", TableLibrary.unpack(state.lua()));
        }
        globals.rawset("_G", globals);
        LuaTable string = StringLibrary.table(state.lua());
        StringLibrary.intoMetatable(state.stringMetatable(), string, state.lua());
        LuaTable loaded = new LuaTable(0, 16);
        loaded.rawset("_G", globals);
        PackageLibrary packages = new PackageLibrary(state, loaded);
        LuaTable library = packages.install(globals);
        add(globals, loaded, "package", library);
        EnvironmentFunctions environments = new EnvironmentFunctions(state, loaded);
        if (!dialect.hasIntegers()) {
            environments.moduleInto(globals, library);
        }
        if (dialect == Dialect.LUA_5_1) {
            environments.into(globals);
        }
        add(globals, loaded, "string", string);
        add(globals, loaded, "table", TableLibrary.table(state.lua()));
        add(globals, loaded, "math", shared.math().table());
        if (dialect.hasIntegers()) {
            add(globals, loaded, "utf8", Utf8Library.table(dialect));
        }
        if (Shared.hasBit32(dialect)) {
            add(globals, loaded, "bit32", shared.bit32().table());
        }
        add(globals, loaded, "coroutine", CoroutineLibrary.table(state));
        add(
                globals,
                loaded,
                "io",
                new IoLibrary(state, (command, writes) -> Shell.start(state, command, writes)).table());
        add(globals, loaded, "os", new OsFunctions(state).table());
        add(globals, loaded, "debug", DebugLibrary.table(state, loaded, registry(state, loaded, packages.preload())));
        new BaseFunctions(state).into(globals);
        new LoadFunctions(state).into(globals);
        packages.openGlobals(globals);
    }

    /** What scripts see of what C Lua keeps there. */
    private static LuaTable registry(ScriptState state, LuaTable loaded, LuaTable preload) {
        LuaTable registry = new LuaTable(2, 4);
        registry.rawset("_LOADED", loaded);
        registry.rawset("FILE*", loaded.rawget("io").rawget("stdout").getmetatable());
        if (state.dialect().isAtLeast(Dialect.LUA_5_2)) {
            registry.rawset(1, state.globals().running);
            registry.rawset(2, state.globals());
            registry.rawset("_PRELOAD", preload);
        }
        return registry;
    }

    private static void add(Globals globals, LuaTable loaded, String name, LuaTable library) {
        globals.rawset(name, library);
        loaded.rawset(name, library);
    }
}
