package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Site.Name;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Names functions as {@code package.loaded} leads to them: {@code print}, {@code string.rep}. */
record LoadedNames(LuaState state, CallStack stack) {
    private static final LuaValue PACKAGE = LuaValue.valueOf("package");
    private static final LuaValue LOADED = LuaValue.valueOf("loaded");
    private static final String GLOBALS = "_G.";

    /** The name of the function at a level; empty where there is none. */
    String of(int at) {
        Level level = stack.levels().get(at);
        Name called = stack.name(at);
        if (level.isLost()
                || (!level.isLua() && level.value() == null && called.name().isEmpty())) {
            return "";
        }
        boolean known = level.isLua() || level.value() != null;
        return search(value -> isFunction(value, level), known ? "" : called.name());
    }

    /** The name of a function; empty where it has none. */
    static String of(LuaState state, LuaValue function) {
        return new LoadedNames(state, CallStack.EMPTY).search(value -> value.raweq(function), "");
    }

    private interface Test {
        boolean accepts(LuaValue value);
    }

    @SuppressWarnings("ReferenceEquality") // One function of the source has one.
    private static boolean isFunction(LuaValue value, Level level) {
        LuaValue known = level.value();
        if (known != null) {
            return value.raweq(known);
        }
        return value instanceof Closure closure
                ? closure.info() == level.function()
                : value instanceof LuaFunction && !level.isLua();
    }

    private String search(Test test, String key) {
        LuaValue packages = state.globals().rawget(PACKAGE);
        LuaValue loaded = packages instanceof LuaTable table ? table.rawget(LOADED) : LuaValue.NIL;
        if (!(loaded instanceof LuaTable modules)) {
            return "";
        }
        String first = in(state.globals(), test, key);
        if (first != null) {
            return state.dialect().isAtLeast(Dialect.LUA_5_3) ? first : GLOBALS + first;
        }
        LuaValue module = LuaValue.NIL;
        while (true) {
            Varargs entry = modules.next(module);
            module = entry.arg1();
            if (module.isnil()) {
                return "";
            }
            String name = entry.arg(2) instanceof LuaTable table ? in(table, test, key) : null;
            if (name != null) {
                return module.tojstring() + "." + name;
            }
        }
    }

    private static @Nullable String in(LuaTable table, Test test, String key) {
        if (!key.isEmpty()) {
            return test.accepts(table.rawget(key)) ? key : null;
        }
        LuaValue name = LuaValue.NIL;
        while (true) {
            Varargs entry = table.next(name);
            name = entry.arg1();
            if (name.isnil()) {
                return null;
            }
            if (name.isstring() && test.accepts(entry.arg(2))) {
                return name.tojstring();
            }
        }
    }
}
