package luafcgid.lua.lib.math;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code math.random}: a state's numbers depend on no other state. */
final class RandomFunction extends Builtin {
    private final Dialect dialect;
    private final Seeds seeds;

    RandomFunction(Dialect dialect, Seeds seeds) {
        super("random");
        this.dialect = dialect;
        this.seeds = seeds;
    }

    @Override
    public LuaValue call() {
        return LuaDouble.valueOf(seeds.generator().nextFloat());
    }

    @Override
    public LuaValue call(LuaValue high) {
        if (!dialect.hasIntegers()) {
            return between(1, Math.floor(Arguments.number(1, high)), 1);
        }
        long most = Arguments.integer(dialect, 1, high);
        if (most == 0 && dialect.isAtLeast(Dialect.LUA_5_4)) {
            return LuaInteger.valueOf(seeds.generator().next());
        }
        return between(1, most);
    }

    @Override
    public LuaValue call(LuaValue low, LuaValue high) {
        if (!dialect.hasIntegers()) {
            return between(Math.floor(Arguments.number(1, low)), Math.floor(Arguments.number(2, high)), 2);
        }
        return between(Arguments.integer(dialect, 1, low), Arguments.integer(dialect, 2, high));
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        throw new LuaError("wrong number of arguments");
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        return switch (arguments.narg()) {
            case 0 -> call();
            case 1 -> call(arguments.arg1());
            case 2 -> call(arguments.arg1(), arguments.arg(2));
            default -> call(NIL, NIL, NIL);
        };
    }

    private LuaValue between(double low, double high, int index) {
        if (!(low <= high)) {
            throw Arguments.wrong(index, "interval is empty");
        }
        return LuaDouble.valueOf(low + Math.floor(seeds.generator().nextFloat() * (high - low + 1)));
    }

    private LuaValue between(long low, long high) {
        if (low > high) {
            throw Arguments.wrong(1, "interval is empty");
        }
        if (dialect == Dialect.LUA_5_3 && low < 0 && high > Long.MAX_VALUE + low) {
            throw Arguments.wrong(1, "interval too large");
        }
        return LuaInteger.valueOf(seeds.generator().between(low, high));
    }
}
