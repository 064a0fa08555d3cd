package luafcgid.lua.lib.base;

import java.util.function.Supplier;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.lib.Template;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The basic functions of a dialect, but for those that load chunks, {@code print}, {@code assert} and {@code xpcall}. */
public final class BaseLibrary {
    private final Dialect dialect;
    private final Template stateless;

    public BaseLibrary(Dialect dialect) {
        this.dialect = dialect;
        LuaTable base = new LuaTable();
        base.rawset("_VERSION", LuaValue.valueOf("Lua " + dialect.version()));
        add(base, new RawFunctions.RawEqual());
        add(base, new RawFunctions.RawGet());
        add(base, new RawFunctions.RawSet());
        add(base, new Type());
        add(base, new Select(dialect));
        add(base, new ToNumber(dialect));
        add(base, Iteration.Next.FUNCTION);
        add(base, new MetatableFunctions.Set(dialect));
        if (dialect.isAtLeast(Dialect.LUA_5_2)) {
            add(base, new RawFunctions.RawLen(dialect));
        } else {
            LibraryFunction.define(base, "newproxy", MetatableFunctions::newProxy);
        }
        stateless = new Template(base);
    }

    /** Defines the functions in the globals of a state. */
    public void into(LuaTable globals, LuaState state, Supplier<System.Logger> log) {
        stateless.copyInto(globals);
        add(globals, new ToText(state));
        add(globals, new ErrorFunctions.Raise(state));
        add(globals, new ErrorFunctions.ProtectedCall(state));
        add(globals, new MetatableFunctions.Get(state));
        add(globals, Iteration.Loop.pairs(state));
        add(globals, Iteration.Loop.ipairs(state, new Iteration.Step(state)));
        Collector collector = new Collector(state);
        LibraryFunction.define(globals, "collectgarbage", collector::collect);
        if (dialect == Dialect.LUA_5_1) {
            LibraryFunction.define(globals, "gcinfo", collector::info);
        }
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            LibraryFunction.define(globals, "warn", new Warnings(log)::warn);
        }
    }

    private static void add(LuaTable table, Builtin function) {
        table.rawset(function.name(), function);
    }
}
