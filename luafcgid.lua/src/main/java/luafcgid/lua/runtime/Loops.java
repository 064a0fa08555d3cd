package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;

/** What numeric {@code for} loops begin with. */
public final class Loops {
    /** A loop of floats that counts by integers is exact up to here, and never gets there. */
    private static final double EXACT = 0x1p52;

    /** A loop of integers that starts from a small constant never gets here. */
    private static final long FAR = 1L << 62;

    private Loops() {}

    public static double initial(LuaState state, LuaValue value) {
        return number(state, value, "initial").todouble();
    }

    public static double limit(LuaState state, LuaValue value) {
        return number(state, value, "limit").todouble();
    }

    public static double step(LuaState state, LuaValue value) {
        return number(state, value, "step").todouble();
    }

    /** The first value of a loop of floats before 5.4, which begin a step earlier and go on at once. */
    public static double first(double initial, double step) {
        return initial - step + step;
    }

    /** Whether a loop of floats has a value to run for. */
    public static boolean goesOn(double value, double limit, double step) {
        return step > 0 ? value <= limit : value >= limit;
    }

    /** The limit of a loop of floats that counts by integers. */
    public static long countingLimit(double limit, boolean up) {
        if (Double.isNaN(limit)) {
            return up ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return (long) Math.max(-EXACT, Math.min(EXACT, up ? Math.floor(limit) : Math.ceil(limit)));
    }

    /** The limit of a loop of integers that starts from a small constant. */
    public static long integerLimit(LuaState state, LuaValue limit, boolean up) {
        return Math.max(-FAR, Math.min(FAR, wholeLimit(number(state, limit, "limit"), up)));
    }

    /** Starts a loop of which only the values tell whether it counts by integers or floats; null where it is not to run at all. */
    public static @Nullable LoopControl control(LuaState state, LuaValue initial, LuaValue limit, LuaValue step) {
        if (initial instanceof LuaInteger && step instanceof LuaInteger) {
            checkStep(state, step.tolong() == 0);
            return integers(initial.tolong(), number(state, limit, "limit"), step.tolong());
        }
        double last = limit(state, limit);
        double by = step(state, step);
        double given = initial(state, initial);
        double first = state.dialect() == Dialect.LUA_5_4 ? given : first(given, by);
        checkStep(state, by == 0);
        return begins(state, first, last, by) ? LoopControl.floats(first, last, by) : null;
    }

    /** In 5.4 a loop from or to what is no number at all runs once. */
    private static boolean begins(LuaState state, double first, double last, double by) {
        return state.dialect() == Dialect.LUA_5_4 ? !(by > 0 ? last < first : first < last) : goesOn(first, last, by);
    }

    private static @Nullable LoopControl integers(long first, LuaNumber limit, long by) {
        boolean up = by > 0;
        if (Double.isNaN(limit.todouble())) {
            return null;
        }
        long last = wholeLimit(limit, up);
        // An infinite or huge limit leaves nothing out, even the last integer.
        if (up ? first > last : first < last) {
            return null;
        }
        if (!(limit instanceof LuaInteger) && (up ? limit.todouble() < first : limit.todouble() > first)) {
            return null;
        }
        if (by == 0) {
            return LoopControl.integers(first, -1, 0);
        }
        long steps = up ? Long.divideUnsigned(last - first, by) : Long.divideUnsigned(first - last, -by);
        return LoopControl.integers(first, steps, by);
    }

    private static long wholeLimit(LuaNumber limit, boolean up) {
        if (limit instanceof LuaInteger) {
            return limit.tolong();
        }
        double value = limit.todouble();
        if (Double.isNaN(value)) {
            return up ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return (long) (up ? Math.floor(value) : Math.ceil(value));
    }

    private static void checkStep(LuaState state, boolean zero) {
        if (zero && state.dialect() == Dialect.LUA_5_4) {
            throw Errors.run(state, "'for' step is zero");
        }
    }

    private static LuaNumber number(LuaState state, LuaValue value, String what) {
        LuaNumber number = Coercion.number(state, value);
        if (number == null) {
            throw Errors.loop(state, what, value);
        }
        return number;
    }
}
