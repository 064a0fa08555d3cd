package luafcgid.lua.runtime;

import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;

/** Arithmetic where integers and floats are kept apart: from 5.3 on. */
public final class IntegerArithmetic {
    private IntegerArithmetic() {}

    public static LuaValue add(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaInteger && right instanceof LuaInteger) {
            return LuaInteger.valueOf(left.tolong() + right.tolong());
        }
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(left.todouble() + right.todouble());
        }
        LuaNumber a = Coercion.operand(state, left);
        LuaNumber b = Coercion.operand(state, right);
        return a == null || b == null ? Arithmetic.event(state, left, right, LuaValue.ADD) : add(state, a, b);
    }

    public static LuaValue subtract(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaInteger && right instanceof LuaInteger) {
            return LuaInteger.valueOf(left.tolong() - right.tolong());
        }
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(left.todouble() - right.todouble());
        }
        LuaNumber a = Coercion.operand(state, left);
        LuaNumber b = Coercion.operand(state, right);
        return a == null || b == null ? Arithmetic.event(state, left, right, LuaValue.SUB) : subtract(state, a, b);
    }

    /** C Lua 5.4 has {@code x - 0} add the constant 0, which counts where the number is the float -0.0. */
    public static LuaValue subtractZero(LuaState state, LuaValue left, LuaValue zero) {
        return left instanceof LuaDouble ? LuaDouble.of(left.todouble() + 0) : subtract(state, left, zero);
    }

    public static LuaValue multiply(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaInteger && right instanceof LuaInteger) {
            return LuaInteger.valueOf(left.tolong() * right.tolong());
        }
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(left.todouble() * right.todouble());
        }
        LuaNumber a = Coercion.operand(state, left);
        LuaNumber b = Coercion.operand(state, right);
        return a == null || b == null ? Arithmetic.event(state, left, right, LuaValue.MUL) : multiply(state, a, b);
    }

    public static LuaValue modulo(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaInteger && right instanceof LuaInteger) {
            return LuaInteger.valueOf(modulo(state, left.tolong(), right.tolong()));
        }
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(Floats.modulo(left.todouble(), right.todouble()));
        }
        LuaNumber a = Coercion.operand(state, left);
        LuaNumber b = Coercion.operand(state, right);
        return a == null || b == null ? Arithmetic.event(state, left, right, LuaValue.MOD) : modulo(state, a, b);
    }

    public static LuaValue floorDivide(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaInteger && right instanceof LuaInteger) {
            return LuaInteger.valueOf(floorDivide(state, left.tolong(), right.tolong()));
        }
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(Floats.floorDivide(left.todouble(), right.todouble()));
        }
        LuaNumber a = Coercion.operand(state, left);
        LuaNumber b = Coercion.operand(state, right);
        return a == null || b == null
                ? Arithmetic.event(state, left, right, Metamethods.FLOOR_DIVIDE)
                : floorDivide(state, a, b);
    }

    public static LuaValue divide(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(left.todouble() / right.todouble());
        }
        LuaNumber a = Coercion.operand(state, left);
        LuaNumber b = Coercion.operand(state, right);
        return a == null || b == null ? Arithmetic.event(state, left, right, LuaValue.DIV) : divide(state, a, b);
    }

    public static LuaValue power(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(Floats.power(left.todouble(), right.todouble()));
        }
        LuaNumber a = Coercion.operand(state, left);
        LuaNumber b = Coercion.operand(state, right);
        return a == null || b == null ? Arithmetic.event(state, left, right, LuaValue.POW) : power(state, a, b);
    }

    public static LuaValue negate(LuaState state, LuaValue operand) {
        if (operand instanceof LuaInteger) {
            return LuaInteger.valueOf(-operand.tolong());
        }
        LuaNumber number = Coercion.operand(state, operand);
        if (number == null) {
            return Arithmetic.event(state, operand, operand, LuaValue.UNM);
        }
        return number instanceof LuaInteger ? LuaInteger.valueOf(-number.tolong()) : LuaDouble.of(-number.todouble());
    }

    public static long modulo(LuaState state, long a, long b) {
        if (b == 0) {
            throw Errors.run(state, "attempt to perform 'n%0'");
        }
        return Math.floorMod(a, b);
    }

    public static long floorDivide(LuaState state, long a, long b) {
        if (b == 0) {
            throw Errors.run(state, "attempt to divide by zero");
        }
        return Math.floorDiv(a, b);
    }
}
