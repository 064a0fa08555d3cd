package org.luaj.vm2;

import luafcgid.lua.number.CurrentDialect;
import org.jspecify.annotations.NullMarked;

/** A float, whether its value is that of an integer or not. */
@NullMarked
public final class LuaDouble extends LuaNumber {
    public static final LuaDouble NAN = new LuaDouble(Double.NaN);
    public static final LuaDouble POSINF = new LuaDouble(Double.POSITIVE_INFINITY);
    public static final LuaDouble NEGINF = new LuaDouble(Double.NEGATIVE_INFINITY);
    public static final String JSTR_NAN = "nan";
    public static final String JSTR_POSINF = "inf";
    public static final String JSTR_NEGINF = "-inf";

    private static final double LONGS_END = 0x1p63;

    final double v;

    private LuaDouble(double v) {
        this.v = v;
    }

    /** A new one: to look for a known one takes longer, and hides from the compiler that the object never leaves a method. */
    public static LuaNumber valueOf(double d) {
        return new LuaDouble(d);
    }

    /** As {@link #valueOf}, but a new object every time: one that compiled code may do without where it takes the number out again. */
    public static LuaDouble of(double d) {
        return new LuaDouble(d);
    }

    @Override
    public boolean isint() {
        return v == (int) v;
    }

    @Override
    public boolean islong() {
        return v == (long) v && v != LONGS_END;
    }

    @Override
    public double todouble() {
        return v;
    }

    @Override
    public long tolong() {
        return (long) v;
    }

    @Override
    public LuaInteger checkinteger() {
        return LuaInteger.valueOf((long) v).checkinteger();
    }

    @Override
    public boolean isvalidkey() {
        return !Double.isNaN(v);
    }

    @Override
    public LuaString strvalue() {
        return CurrentDialect.string(v);
    }

    @Override
    public int hashCode() {
        return Hashing.of(v);
    }

    public static LuaValue ddiv(double lhs, double rhs) {
        return valueOf(lhs / rhs);
    }

    public static double ddiv_d(double lhs, double rhs) {
        return lhs / rhs;
    }

    public static LuaValue dmod(double lhs, double rhs) {
        return valueOf(dmod_d(lhs, rhs));
    }

    /** As before 5.3, where the remainder of an infinite divisor is no number. */
    public static double dmod_d(double lhs, double rhs) {
        return lhs - Math.floor(lhs / rhs) * rhs;
    }
}
