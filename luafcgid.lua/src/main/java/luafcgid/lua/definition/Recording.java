package luafcgid.lua.definition;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A state whose globals are written down when they are assigned, by whichever way, and that has no library for what lies outside of it. */
final class Recording implements Profile {
    /** Level 2 is the function that assigns. */
    private static final String RECORDER =
            """
            local values, lines, where = ...
            return function(_, name, value)
              values[name] = value
              lines[name] = where(2, "l").currentline
            end
            """;

    private static final Set<String> OF_OS = Set.of("clock", "date", "difftime", "getenv", "setlocale", "time");
    private static final Set<String> FUNCTIONS = Set.of("dofile", "loadfile", "require", "module");
    private static final LuaValue INDEX = LuaValue.valueOf("__index");
    private static final LuaValue NEW_INDEX = LuaValue.valueOf("__newindex");

    private final LuaTable values = new LuaTable();
    private final LuaTable lines = new LuaTable();

    @Override
    public String name() {
        return "definitions";
    }

    @Override
    public void prepare(State state) throws ScriptException {
        LuaTable globals = state.globals();
        LuaValue where = globals.get("debug").get("getinfo");
        String load = state.context().dialect() == Dialect.LUA_5_1 ? "loadstring" : "load";
        LuaValue chunk = globals.get(load).call(LuaValue.valueOf(RECORDER));
        Varargs given = LuaValue.varargsOf(values, lines, where);
        LuaValue recorder = state.call(chunk, given).arg1();
        confine(globals);
        LuaTable libraries = new LuaTable();
        for (LuaValue key : globals.keys()) {
            libraries.rawset(key, globals.rawget(key));
            globals.rawset(key, LuaValue.NIL);
        }
        values.setmetatable(index(libraries));
        LuaTable recording = index(values);
        recording.rawset(NEW_INDEX, recorder);
        globals.setmetatable(recording);
        state.load(LuaValue.NONE);
    }

    private static LuaTable index(LuaTable table) {
        LuaTable metatable = new LuaTable();
        metatable.rawset(INDEX, table);
        return metatable;
    }

    private static void confine(LuaTable globals) {
        globals.rawset("debug", LuaValue.NIL);
        globals.rawset("package", LuaValue.NIL);
        FUNCTIONS.forEach(name -> refuse(globals, "", name));
        refuseAll(globals, "io", Set.of());
        refuseAll(globals, "os", OF_OS);
    }

    private static void refuseAll(LuaTable globals, String library, Set<String> but) {
        LuaTable table = globals.get(library).checktable();
        for (LuaValue key : table.keys()) {
            if (!but.contains(key.tojstring())) {
                refuse(table, library + ".", key.tojstring());
            }
        }
    }

    private static void refuse(LuaTable table, String prefix, String name) {
        LibraryFunction.define(table, name, any -> {
            throw new LuaError(
                    prefix + name + " is not there while a configuration is read; write down what it would give");
        });
    }

    /** What was assigned last, by its line. Once the file has been run. */
    Map<String, Map.Entry<Integer, Object>> definitions() {
        Map<String, Map.Entry<Integer, Object>> definitions = new LinkedHashMap<>();
        Arrays.stream(lines.keys())
                .filter(LuaValue::isstring)
                .filter(name -> !values.rawget(name).isnil())
                .sorted(Comparator.comparingInt(name -> lines.rawget(name).toint()))
                .forEach(name -> definitions.put(
                        name.tojstring(), Map.entry(lines.rawget(name).toint(), PlainValue.of(values.rawget(name)))));
        return definitions;
    }
}
