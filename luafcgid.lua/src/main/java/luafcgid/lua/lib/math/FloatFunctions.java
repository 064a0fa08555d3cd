package luafcgid.lua.lib.math;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Functions on floats. */
final class FloatFunctions {
    private static final long MANTISSA = 0xFFFFFFFFFFFFFL;
    private static final int BIAS = 1023;
    private static final int MIN_EXPONENT = -1074;
    private static final double TEN = 10;

    private final Dialect dialect;

    FloatFunctions(Dialect dialect) {
        this.dialect = dialect;
    }

    void into(LuaTable math) {
        add(math, new FloatFunction("acos", Math::acos));
        add(math, new FloatFunction("asin", Math::asin));
        add(math, new FloatFunction("cosh", Math::cosh));
        add(math, new FloatFunction("deg", x -> x * (180 / Math.PI)));
        add(math, new FloatFunction("exp", Math::exp));
        add(math, new FloatFunction("log10", Math::log10));
        add(math, new FloatFunction("rad", x -> x * (Math.PI / 180)));
        add(math, new FloatFunction("sinh", Math::sinh));
        add(math, new FloatFunction("tan", Math::tan));
        add(math, new FloatFunction("tanh", Math::tanh));
        if (dialect.hasIntegers()) {
            LibraryFunction.define(math, "atan", FloatFunctions::atanOfTwo);
            math.rawset("atan2", math.rawget("atan"));
        } else {
            add(math, new FloatFunction("atan", Math::atan));
            LibraryFunction.define(math, "atan2", FloatFunctions::atan2);
        }
        LibraryFunction.define(math, "fmod", this::fmod);
        if (dialect == Dialect.LUA_5_1) {
            math.rawset("mod", math.rawget("fmod"));
        }
        LibraryFunction.define(math, "frexp", this::frexp);
        LibraryFunction.define(math, "ldexp", this::ldexp);
        LibraryFunction.define(math, "log", this::log);
        LibraryFunction.define(math, "modf", this::modf);
        LibraryFunction.define(math, "pow", this::pow);
    }

    private static void add(LuaTable math, FloatFunction function) {
        math.rawset(function.name(), function);
    }

    private static double number(Varargs arguments, int index) {
        return Arguments.number(index, Arguments.at(arguments, index));
    }

    private static Varargs atanOfTwo(Varargs arguments) {
        double y = number(arguments, 1);
        double x = arguments.isnoneornil(2) ? 1 : number(arguments, 2);
        return LuaDouble.valueOf(Math.atan2(y, x));
    }

    // Where C asks for both arguments in the call of a function of its own, it looks at the second first.

    private static Varargs atan2(Varargs arguments) {
        double x = number(arguments, 2);
        return LuaDouble.valueOf(Math.atan2(number(arguments, 1), x));
    }

    private Varargs pow(Varargs arguments) {
        checkSecondFirst(arguments);
        return LuaDouble.valueOf(Math.pow(number(arguments, 1), number(arguments, 2)));
    }

    private void checkSecondFirst(Varargs arguments) {
        if (dialect == Dialect.LUA_5_1) {
            number(arguments, 2);
        }
    }

    private Varargs fmod(Varargs arguments) {
        LuaValue a = Arguments.at(arguments, 1);
        LuaValue b = Arguments.at(arguments, 2);
        if (dialect.hasIntegers() && a instanceof LuaInteger && b instanceof LuaInteger) {
            if (b.tolong() == 0) {
                throw Arguments.wrong(2, "zero");
            }
            return LuaInteger.valueOf(a.tolong() % b.tolong());
        }
        double divisor = Arguments.number(2, b);
        return LuaDouble.valueOf(Arguments.number(1, a) % divisor);
    }

    private Varargs frexp(Varargs arguments) {
        double x = number(arguments, 1);
        if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
            return LuaValue.varargsOf(LuaDouble.valueOf(x), Numbers.whole(dialect, 0L));
        }
        int exponent = Math.max(Math.getExponent(x), -BIAS) + 1;
        if (Math.abs(x) < Double.MIN_NORMAL) {
            long mantissa = Double.doubleToRawLongBits(x) & MANTISSA;
            exponent = MIN_EXPONENT + Long.SIZE - Long.numberOfLeadingZeros(mantissa);
        }
        double fraction = Math.scalb(Math.scalb(x, -exponent / 2), -exponent - -exponent / 2);
        return LuaValue.varargsOf(LuaDouble.valueOf(fraction), Numbers.whole(dialect, (long) exponent));
    }

    private Varargs ldexp(Varargs arguments) {
        checkSecondFirst(arguments);
        double x = number(arguments, 1);
        // As C's int takes it.
        int exponent = (int) Arguments.integer(dialect, 2, Arguments.at(arguments, 2));
        return LuaDouble.valueOf(Math.scalb(x, exponent));
    }

    private Varargs log(Varargs arguments) {
        double x = number(arguments, 1);
        if (dialect == Dialect.LUA_5_1 || arguments.isnoneornil(2)) {
            return LuaDouble.valueOf(Math.log(x));
        }
        double base = number(arguments, 2);
        if (base == TEN) {
            return LuaDouble.valueOf(Math.log10(x));
        }
        return LuaDouble.valueOf(base == 2 ? log2(x) : Math.log(x) / Math.log(base));
    }

    /** Exact for powers of two. */
    private static double log2(double x) {
        boolean power =
                x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE && (Double.doubleToRawLongBits(x) & MANTISSA) == 0;
        return power ? Math.getExponent(x) : Math.log(x) / Math.log(2);
    }

    private Varargs modf(Varargs arguments) {
        if (dialect.hasIntegers() && arguments.arg1() instanceof LuaInteger integer) {
            return LuaValue.varargsOf(integer, LuaDouble.of(0));
        }
        LuaNumber number = Arguments.numeral(1, Arguments.at(arguments, 1));
        double x = number.todouble();
        double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
        double fraction = Double.isInfinite(x) ? 0 : x - whole;
        // Without integers it is what C makes of it, a zero with a sign too.
        double signed = dialect.hasIntegers() ? fraction : Math.copySign(fraction, x);
        return LuaValue.varargsOf(Numbers.whole(dialect, whole), LuaDouble.valueOf(signed));
    }
}
