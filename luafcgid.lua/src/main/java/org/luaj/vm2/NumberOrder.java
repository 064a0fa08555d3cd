package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;

/** Compares numbers by their values, exactly: an integer need not be a float, and the other way round. */
@NullMarked
final class NumberOrder {
    private static final double INTEGERS_END = 0x1p63;

    private NumberOrder() {}

    static boolean equal(LuaNumber one, LuaNumber other) {
        if (one instanceof LuaInteger i) {
            return other instanceof LuaInteger j ? i.v == j.v : equal(i.v, other.todouble());
        }
        return other instanceof LuaInteger j ? equal(j.v, one.todouble()) : one.todouble() == other.todouble();
    }

    static boolean less(LuaNumber one, LuaNumber other) {
        if (one instanceof LuaInteger i) {
            return other instanceof LuaInteger j ? i.v < j.v : less(i.v, other.todouble());
        }
        return other instanceof LuaInteger j ? less(one.todouble(), j.v) : one.todouble() < other.todouble();
    }

    static boolean lessOrEqual(LuaNumber one, LuaNumber other) {
        if (one instanceof LuaInteger i) {
            return other instanceof LuaInteger j ? i.v <= j.v : lessOrEqual(i.v, other.todouble());
        }
        return other instanceof LuaInteger j ? lessOrEqual(one.todouble(), j.v) : one.todouble() <= other.todouble();
    }

    private static boolean equal(long one, double other) {
        return one == other && (long) other == one && other != INTEGERS_END;
    }

    // A rounded float is cast only where it is in the range of integers: at its ends the order is known without.

    private static boolean less(long one, double other) {
        return other >= INTEGERS_END || (other > -INTEGERS_END && one < (long) Math.ceil(other));
    }

    private static boolean lessOrEqual(long one, double other) {
        return other >= INTEGERS_END || (other >= -INTEGERS_END && one <= (long) Math.floor(other));
    }

    private static boolean less(double one, long other) {
        return one < -INTEGERS_END || (one < INTEGERS_END && (long) Math.floor(one) < other);
    }

    private static boolean lessOrEqual(double one, long other) {
        return one <= -INTEGERS_END || (one < INTEGERS_END && (long) Math.ceil(one) <= other);
    }
}
