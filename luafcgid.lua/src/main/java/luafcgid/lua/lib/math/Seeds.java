package luafcgid.lua.lib.math;

import java.util.concurrent.ThreadLocalRandom;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.runtime.Arguments;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Where a state's random numbers come from; made when it wants the first one. */
final class Seeds {
    private final Dialect dialect;
    private @Nullable Generator generator;

    Seeds(Dialect dialect) {
        this.dialect = dialect;
    }

    void into(LuaTable math) {
        math.rawset("random", new RandomFunction(dialect, this));
        LibraryFunction.define(math, "randomseed", this::seed);
    }

    /** Seeded by chance where the script has not seeded it. */
    Generator generator() {
        Generator current = generator;
        return current == null
                ? seed(
                        ThreadLocalRandom.current().nextLong(),
                        ThreadLocalRandom.current().nextLong())
                : current;
    }

    private Generator seed(long low, long high) {
        Generator seeded = new Generator();
        seeded.seed(low, high);
        generator = seeded;
        return seeded;
    }

    private Varargs seed(Varargs arguments) {
        LuaValue given = Arguments.at(arguments, 1);
        if (!dialect.isAtLeast(Dialect.LUA_5_4)) {
            seed(wholeOrBits(Arguments.numeral(1, given)), 0);
            return LuaValue.NONE;
        }
        long low =
                Arguments.isNone(given) ? ThreadLocalRandom.current().nextLong() : Arguments.integer(dialect, 1, given);
        long high = Arguments.isNone(given)
                ? ThreadLocalRandom.current().nextLong()
                : Arguments.integer(dialect, 2, Arguments.at(arguments, 2), 0);
        seed(low, high);
        return LuaValue.varargsOf(LuaInteger.valueOf(low), LuaInteger.valueOf(high));
    }

    private static long wholeOrBits(LuaNumber number) {
        double value = number.todouble();
        return number instanceof LuaInteger || Arguments.isIntegral(value)
                ? number.tolong()
                : Double.doubleToLongBits(value);
    }
}
