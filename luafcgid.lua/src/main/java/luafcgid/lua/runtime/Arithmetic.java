package luafcgid.lua.runtime;

import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Arithmetic where every number is a float: before 5.3. */
public final class Arithmetic {
    private Arithmetic() {}

    public static LuaValue add(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(left.todouble() + right.todouble());
        }
        LuaNumber a = Coercion.number(state, left);
        LuaNumber b = Coercion.number(state, right);
        return a == null || b == null
                ? event(state, left, right, LuaValue.ADD)
                : LuaDouble.of(a.todouble() + b.todouble());
    }

    public static LuaValue subtract(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(left.todouble() - right.todouble());
        }
        LuaNumber a = Coercion.number(state, left);
        LuaNumber b = Coercion.number(state, right);
        return a == null || b == null
                ? event(state, left, right, LuaValue.SUB)
                : LuaDouble.of(a.todouble() - b.todouble());
    }

    public static LuaValue multiply(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(left.todouble() * right.todouble());
        }
        LuaNumber a = Coercion.number(state, left);
        LuaNumber b = Coercion.number(state, right);
        return a == null || b == null
                ? event(state, left, right, LuaValue.MUL)
                : LuaDouble.of(a.todouble() * b.todouble());
    }

    public static LuaValue divide(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(left.todouble() / right.todouble());
        }
        LuaNumber a = Coercion.number(state, left);
        LuaNumber b = Coercion.number(state, right);
        return a == null || b == null
                ? event(state, left, right, LuaValue.DIV)
                : LuaDouble.of(a.todouble() / b.todouble());
    }

    public static LuaValue modulo(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(Floats.moduloByQuotient(left.todouble(), right.todouble()));
        }
        LuaNumber a = Coercion.number(state, left);
        LuaNumber b = Coercion.number(state, right);
        return a == null || b == null
                ? event(state, left, right, LuaValue.MOD)
                : LuaDouble.of(Floats.moduloByQuotient(a.todouble(), b.todouble()));
    }

    public static LuaValue power(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return LuaDouble.of(Floats.power(left.todouble(), right.todouble()));
        }
        LuaNumber a = Coercion.number(state, left);
        LuaNumber b = Coercion.number(state, right);
        return a == null || b == null
                ? event(state, left, right, LuaValue.POW)
                : LuaDouble.of(Floats.power(a.todouble(), b.todouble()));
    }

    public static LuaValue negate(LuaState state, LuaValue operand) {
        LuaNumber number = Coercion.number(state, operand);
        return number == null ? event(state, operand, operand, LuaValue.UNM) : LuaDouble.of(-number.todouble());
    }

    /** Asks the operands' metatables. */
    static LuaValue event(LuaState state, LuaValue left, LuaValue right, LuaString event) {
        LuaValue handler = Metamethods.ofEither(state, left, right, event);
        if (handler.isnil()) {
            throw Errors.arithmetic(state, left, right);
        }
        return Calls.call(handler, left, right, state);
    }
}
