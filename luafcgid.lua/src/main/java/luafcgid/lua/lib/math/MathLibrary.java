package luafcgid.lua.lib.math;

import luafcgid.lua.Dialect;
import luafcgid.lua.lib.Template;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaTable;

/** The math library of a dialect. */
public final class MathLibrary {
    private final Dialect dialect;
    private final Template template;

    public MathLibrary(Dialect dialect) {
        this.dialect = dialect;
        LuaTable math = new LuaTable();
        math.rawset("huge", LuaDouble.valueOf(Double.POSITIVE_INFINITY));
        math.rawset("pi", LuaDouble.valueOf(Math.PI));
        add(math, new HotFunctions.Sqrt());
        add(math, new HotFunctions.Sin());
        add(math, new HotFunctions.Cos());
        add(math, new HotFunctions.Floor(dialect));
        add(math, new HotFunctions.Ceil(dialect));
        add(math, new HotFunctions.Abs(dialect));
        add(math, new Extremes("max", true, dialect));
        add(math, new Extremes("min", false, dialect));
        new FloatFunctions(dialect).into(math);
        if (dialect.hasIntegers()) {
            new IntegerFunctions(dialect).into(math);
        }
        template = new Template(math);
    }

    private static void add(LuaTable math, Builtin function) {
        math.rawset(function.name(), function);
    }

    /** The library for one state. */
    public LuaTable table() {
        LuaTable math = template.copy(2);
        new Seeds(dialect).into(math);
        return math;
    }
}
