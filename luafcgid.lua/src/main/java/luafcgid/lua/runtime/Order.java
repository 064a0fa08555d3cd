package luafcgid.lua.runtime;

import java.util.Arrays;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;

/** The order of numbers and of strings. */
public final class Order {
    private static final double BEYOND_LONG = 0x1p63;

    private Order() {}

    /** An integer and a float are compared by their exact values. */
    public static boolean less(LuaNumber left, LuaNumber right) {
        if (left instanceof LuaInteger) {
            return right instanceof LuaInteger ? left.tolong() < right.tolong() : less(left.tolong(), right.todouble());
        }
        return right instanceof LuaInteger ? less(left.todouble(), right.tolong()) : left.todouble() < right.todouble();
    }

    /** An integer and a float are compared by their exact values. */
    public static boolean lessOrEqual(LuaNumber left, LuaNumber right) {
        if (left instanceof LuaInteger) {
            return right instanceof LuaInteger
                    ? left.tolong() <= right.tolong()
                    : !Double.isNaN(right.todouble()) && !less(right.todouble(), left.tolong());
        }
        return right instanceof LuaInteger
                ? !Double.isNaN(left.todouble()) && !less(right.tolong(), left.todouble())
                : left.todouble() <= right.todouble();
    }

    /** By bytes. */
    public static int compare(LuaString left, LuaString right) {
        return Arrays.compareUnsigned(
                left.m_bytes,
                left.m_offset,
                left.m_offset + left.m_length,
                right.m_bytes,
                right.m_offset,
                right.m_offset + right.m_length);
    }

    private static boolean less(long left, double right) {
        if (right >= BEYOND_LONG) {
            return true;
        }
        // Below an integer is below what that is rounded up to.
        return right > -BEYOND_LONG && left < (long) Math.ceil(right) && !Double.isNaN(right);
    }

    private static boolean less(double left, long right) {
        if (left >= BEYOND_LONG || Double.isNaN(left)) {
            return false;
        }
        return left < -BEYOND_LONG || (long) Math.floor(left) < right;
    }
}
