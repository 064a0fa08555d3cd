package luafcgid.lua.lib;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/** Numbers as a dialect has them. */
public final class Numbers {
    private Numbers() {}

    /** A whole number: a float where there are no integers. */
    public static LuaValue whole(Dialect dialect, long value) {
        return dialect.hasIntegers() ? LuaInteger.valueOf(value) : LuaDouble.valueOf((double) value);
    }

    /** A float that is whole: an integer where there are integers and it is one. */
    public static LuaValue whole(Dialect dialect, double value) {
        if (dialect.hasIntegers() && value >= -0x1p63 && value < 0x1p63) {
            return LuaInteger.valueOf((long) value);
        }
        return LuaDouble.valueOf(value);
    }
}
