package luafcgid.lua.lib;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.io.IoLibrary;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.string.StringLibrary;
import luafcgid.lua.string.utf8.Utf8Library;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseBaseLib;
import org.luaj.vm2.lib.jse.JseMathLib;

/** Gives a new state its libraries. Functions that need to know their state are made for it, the others are shared. */
public final class Libraries {
    static {
        // LuaJ's initialisers fail when a subclass of LuaValue is the first of its classes to load.
        LuaValue.valueOf("");
    }

    private static final String[] STATELESS = {
        "rawequal",
        "rawget",
        "rawlen",
        "rawset",
        "select",
        "setmetatable",
        "tonumber",
        "tostring",
        "type",
        "next",
        "pairs",
        "ipairs"
    };

    private static final Template BASE = base();
    private static final Template TABLE = table();
    private static final Template MATH = math();
    private static final Template BIT32 = Template.of(new Bit32Lib(), "bit32");

    static {
        // Strings outside of any state: those of extensions' tests.
        ScriptState.prepare(StringLibrary.table(new LuaState(Dialect.LUA_5_1, new Globals(), () -> {})));
    }

    private Libraries() {}

    /** Fills the globals of a new state. */
    public static void install(ScriptState state) {
        Globals globals = state.globals();
        globals.presize(0, 64);
        BASE.copyInto(globals);
        globals.rawset("_G", globals);
        globals.rawset("_VERSION", LuaValue.valueOf("Lua " + state.dialect().version()));
        LuaTable string = StringLibrary.table(state.lua());
        state.stringMetatable().rawset(LuaValue.INDEX, string);
        LuaTable loaded = new LuaTable(0, 16);
        loaded.rawset("_G", globals);
        PackageFunctions packages = new PackageFunctions(state, loaded);
        add(globals, loaded, "package", packages.install(globals));
        add(globals, loaded, "string", string);
        add(globals, loaded, "table", TABLE.copy(2));
        add(globals, loaded, "math", new RandomFunctions().into(MATH.copy(2)));
        if (state.dialect().hasIntegers()) {
            add(globals, loaded, "utf8", Utf8Library.table(state.dialect()));
        }
        add(globals, loaded, "bit32", BIT32.copy(0));
        add(globals, loaded, "coroutine", new CoroutineFunctions(state).table());
        add(
                globals,
                loaded,
                "io",
                new IoLibrary(state, (command, writes) -> Shell.start(state, command, writes)).table());
        add(globals, loaded, "os", new OsFunctions(state).table());
        add(globals, loaded, "debug", new DebugFunctions(state).table());
        new BaseFunctions(state).into(globals);
        new LoadFunctions(state).into(globals);
        packages.openGlobals(globals);
    }

    private static void add(Globals globals, LuaTable loaded, String name, LuaTable library) {
        globals.rawset(name, library);
        loaded.rawset(name, library);
    }

    private static Template base() {
        LuaTable all = Template.load(new JseBaseLib());
        LuaTable some = new LuaTable();
        for (String name : STATELESS) {
            some.rawset(name, all.rawget(name));
        }
        some.rawset("unpack", Template.load(new TableLib()).rawget("table").get("unpack"));
        return new Template(some);
    }

    private static Template table() {
        LuaTable table = Template.load(new TableLib()).rawget("table").checktable();
        Lua51Functions.addTo(table);
        return new Template(table);
    }

    private static Template math() {
        LuaTable math = Template.load(new JseMathLib()).rawget("math").checktable();
        LibraryFunction.define(math, "log10", arguments -> LuaValue.valueOf(Math.log10(arguments.checkdouble(1))));
        math.rawset("mod", math.rawget("fmod"));
        return new Template(math);
    }
}
