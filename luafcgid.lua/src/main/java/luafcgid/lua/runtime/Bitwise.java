package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Bitwise operators of 5.3 and later. */
public final class Bitwise {
    private Bitwise() {}

    public static LuaValue and(LuaState state, LuaValue left, LuaValue right) {
        LuaInteger a = integer(state, left);
        LuaInteger b = integer(state, right);
        return a == null || b == null
                ? event(state, left, right, Metamethods.BIT_AND)
                : LuaInteger.valueOf(a.tolong() & b.tolong());
    }

    public static LuaValue or(LuaState state, LuaValue left, LuaValue right) {
        LuaInteger a = integer(state, left);
        LuaInteger b = integer(state, right);
        return a == null || b == null
                ? event(state, left, right, Metamethods.BIT_OR)
                : LuaInteger.valueOf(a.tolong() | b.tolong());
    }

    public static LuaValue xor(LuaState state, LuaValue left, LuaValue right) {
        LuaInteger a = integer(state, left);
        LuaInteger b = integer(state, right);
        return a == null || b == null
                ? event(state, left, right, Metamethods.BIT_XOR)
                : LuaInteger.valueOf(a.tolong() ^ b.tolong());
    }

    public static LuaValue shiftLeft(LuaState state, LuaValue left, LuaValue right) {
        LuaInteger a = integer(state, left);
        LuaInteger b = integer(state, right);
        return a == null || b == null
                ? event(state, left, right, Metamethods.SHIFT_LEFT)
                : LuaInteger.valueOf(shift(a.tolong(), b.tolong()));
    }

    public static LuaValue shiftRight(LuaState state, LuaValue left, LuaValue right) {
        LuaInteger a = integer(state, left);
        LuaInteger b = integer(state, right);
        return a == null || b == null
                ? event(state, left, right, Metamethods.SHIFT_RIGHT)
                : LuaInteger.valueOf(shift(a.tolong(), b.tolong() == Long.MIN_VALUE ? Long.MAX_VALUE : -b.tolong()));
    }

    public static LuaValue not(LuaState state, LuaValue operand) {
        LuaInteger number = integer(state, operand);
        return number == null
                ? event(state, operand, operand, Metamethods.BIT_NOT)
                : LuaInteger.valueOf(~number.tolong());
    }

    /** To the left, or for a negative distance to the right; zeros come in. */
    public static long shift(long value, long distance) {
        if (distance <= -Long.SIZE || distance >= Long.SIZE) {
            return 0;
        }
        return distance >= 0 ? value << distance : value >>> -distance;
    }

    private static @Nullable LuaInteger integer(LuaState state, LuaValue value) {
        if (value instanceof LuaInteger integer) {
            return integer;
        }
        LuaNumber number =
                state.dialect() == Dialect.LUA_5_3 || value instanceof LuaNumber ? Coercion.number(state, value) : null;
        return number == null ? null : Coercion.integer(number);
    }

    private static LuaValue event(LuaState state, LuaValue left, LuaValue right, LuaString event) {
        LuaValue handler = Metamethods.ofEither(state, left, right, event);
        if (handler.isnil()) {
            throw Errors.bitwise(state, left, right);
        }
        return Calls.call(handler, left, right, state);
    }
}
