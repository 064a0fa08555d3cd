package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** Truth, equality and order. Nil, true and false are one object each, which makes the commonest tests as cheap as they can be. */
@SuppressWarnings("ReferenceEquality")
public final class Comparison {
    private Comparison() {}

    /** Whether a condition holds: anything but nil and false. */
    public static boolean isTrue(LuaValue value) {
        return value != LuaValue.FALSE && value != LuaValue.NIL && value != LuaValue.NONE;
    }

    public static boolean isNil(LuaValue value) {
        return value == LuaValue.NIL || value == LuaValue.NONE;
    }

    public static LuaValue not(LuaValue value) {
        return isTrue(value) ? LuaValue.FALSE : LuaValue.TRUE;
    }

    public static LuaValue value(boolean condition) {
        return condition ? LuaValue.TRUE : LuaValue.FALSE;
    }

    public static boolean equal(LuaState state, LuaValue left, LuaValue right) {
        if (left == right) {
            return !(left instanceof LuaNumber) || !Double.isNaN(left.todouble());
        }
        if (left instanceof LuaNumber a) {
            return right instanceof LuaNumber b && equal(a, b);
        }
        if (left instanceof LuaString) {
            return right instanceof LuaString && left.raweq(right);
        }
        if (left instanceof LuaTable) {
            return right instanceof LuaTable && equalByEvent(state, left, right);
        }
        if (left instanceof LuaUserdata) {
            return right instanceof LuaUserdata && (left.raweq(right) || equalByEvent(state, left, right));
        }
        return left.raweq(right);
    }

    /** Two numbers; an integer and a float are compared by their exact values. */
    public static boolean equal(LuaNumber left, LuaNumber right) {
        if (left instanceof LuaInteger == right instanceof LuaInteger) {
            return left instanceof LuaInteger ? left.tolong() == right.tolong() : left.todouble() == right.todouble();
        }
        return left instanceof LuaInteger
                ? equal(left.tolong(), right.todouble())
                : equal(right.tolong(), left.todouble());
    }

    public static boolean less(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber a && right instanceof LuaNumber b) {
            return Order.less(a, b);
        }
        if (left instanceof LuaString a && right instanceof LuaString b) {
            return Order.compare(a, b) < 0;
        }
        LuaValue handler = orderEvent(state, left, right, LuaValue.LT);
        if (handler.isnil()) {
            throw Errors.compare(state, left, right);
        }
        return isTrue(Calls.call(handler, left, right, state));
    }

    public static boolean lessOrEqual(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber a && right instanceof LuaNumber b) {
            return Order.lessOrEqual(a, b);
        }
        if (left instanceof LuaString a && right instanceof LuaString b) {
            return Order.compare(a, b) <= 0;
        }
        LuaValue handler = orderEvent(state, left, right, LuaValue.LE);
        if (!handler.isnil()) {
            return isTrue(Calls.call(handler, left, right, state));
        }
        LuaValue inverse = orderEvent(state, right, left, LuaValue.LT);
        if (inverse.isnil()) {
            throw Errors.compare(state, left, right);
        }
        return !isTrue(Calls.call(inverse, right, left, state));
    }

    private static boolean equal(long integer, double number) {
        return Floats.isInteger(number) && (long) number == integer;
    }

    private static boolean equalByEvent(LuaState state, LuaValue left, LuaValue right) {
        if (left.getmetatable() == null && right.getmetatable() == null) {
            return false;
        }
        LuaValue handler = Metamethods.of(state, left, LuaValue.EQ);
        if (state.dialect().isAtLeast(Dialect.LUA_5_3)) {
            handler = handler.isnil() ? Metamethods.of(state, right, LuaValue.EQ) : handler;
        } else if (handler.isnil() || !handler.raweq(Metamethods.of(state, right, LuaValue.EQ))) {
            return false;
        }
        return !handler.isnil() && isTrue(Calls.call(handler, left, right, state));
    }

    /** Before 5.2 both operands have to be of one type and agree on the handler. */
    private static LuaValue orderEvent(LuaState state, LuaValue left, LuaValue right, LuaString event) {
        if (state.dialect() != Dialect.LUA_5_1) {
            return Metamethods.ofEither(state, left, right, event);
        }
        LuaValue handler = Metamethods.of(state, left, event);
        return left.type() == right.type() && handler.raweq(Metamethods.of(state, right, event))
                ? handler
                : LuaValue.NIL;
    }
}
