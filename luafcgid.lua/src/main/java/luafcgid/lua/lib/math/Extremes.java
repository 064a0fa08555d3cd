package luafcgid.lua.lib.math;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code math.max} and {@code math.min}. From 5.3 on they compare as the language does, before that they look at floats. */
final class Extremes extends Builtin {
    private final boolean greatest;
    private final Dialect dialect;

    Extremes(String name, boolean greatest, Dialect dialect) {
        super(name);
        this.greatest = greatest;
        this.dialect = dialect;
    }

    @Override
    public LuaValue call() {
        throw dialect.hasIntegers()
                ? Arguments.wrong(1, "value expected")
                : Arguments.wrongType(1, LuaValue.NONE, "number");
    }

    @Override
    public LuaValue call(LuaValue a) {
        return dialect.hasIntegers() ? a : LuaDouble.valueOf(Arguments.number(1, a));
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b) {
        return better(call(a), 2, b);
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        return better(better(call(a), 2, b), 3, c);
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        if (arguments.narg() == 0) {
            return call();
        }
        LuaValue best = call(arguments.arg1());
        for (int i = 2; i <= arguments.narg(); i++) {
            best = better(best, i, arguments.arg(i));
        }
        return best;
    }

    private LuaValue better(LuaValue best, int index, LuaValue other) {
        if (dialect.hasIntegers() && !(best instanceof LuaDouble && other instanceof LuaDouble)) {
            return isBetter(best, other) ? other : best;
        }
        double a = best.todouble();
        double b = Arguments.number(index, other);
        boolean better = greatest ? b > a : b < a;
        return !better ? best : other instanceof LuaDouble ? other : LuaDouble.valueOf(b);
    }

    private boolean isBetter(LuaValue best, LuaValue other) {
        if (best instanceof LuaInteger && other instanceof LuaInteger) {
            return greatest ? other.tolong() > best.tolong() : other.tolong() < best.tolong();
        }
        return greatest ? best.lt_b(other) : other.lt_b(best);
    }
}
