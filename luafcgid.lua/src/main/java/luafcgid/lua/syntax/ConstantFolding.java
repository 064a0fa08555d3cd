package luafcgid.lua.syntax;

import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;

/**
 * What C Lua 5.1 computes of constants when it compiles. It matters for zeros, which a function then keeps as one: see
 * {@link ZeroConstant}.
 */
final class ConstantFolding {
    private ConstantFolding() {}

    /** What an operator gives for two numerals; null where C Lua has it computed when the code runs. */
    static @Nullable Expression fold(int line, BinaryOperator operator, Expression left, Expression right) {
        Expression.Numeral first = Outcome.numeral(left);
        Expression.Numeral second = first == null ? null : Outcome.numeral(right);
        if (first == null || second == null) {
            return null;
        }
        Expression result = Constant.of(Dialect.LUA_5_1, new Expression.Binary(line, operator, first, second));
        if (!(result instanceof Expression.Numeral numeral)) {
            return null;
        }
        Expression.Numeral value = numeral(line, numeral.value().todouble());
        // What is tested on either side before its value is known is still tested.
        return right == second
                ? Outcome.withNumeral(left, value)
                : left == first
                        ? Outcome.withNumeral(right, value)
                        : new Expression.And(line, left, Outcome.withNumeral(right, value));
    }

    static Expression unary(int line, UnaryOperator operator, Expression operand) {
        Expression.Numeral numeral = operator == UnaryOperator.NEGATE ? Outcome.numeral(operand) : null;
        if (numeral != null) {
            return Outcome.withNumeral(operand, numeral(line, -numeral.value().todouble()));
        }
        if (operator == UnaryOperator.NOT && isConstant(operand)) {
            return Constant.isTrue(operand) ? new Expression.False(line) : new Expression.True(line);
        }
        return new Expression.Unary(line, operator, operand);
    }

    static Expression and(int line, Expression left, Expression right) {
        return isConstant(left) && Constant.isTrue(left) && isConstant(right)
                ? right
                : new Expression.And(line, left, right);
    }

    static Expression or(int line, Expression left, Expression right) {
        return isConstant(left) && !Constant.isTrue(left) && isConstant(right)
                ? right
                : new Expression.Or(line, left, right);
    }

    static Expression parentheses(int line, Expression inner) {
        return isConstant(inner) ? inner : new Expression.Parentheses(line, inner);
    }

    private static Expression.Numeral numeral(int line, double value) {
        return new Expression.Numeral(line, LuaDouble.valueOf(value));
    }

    static boolean isConstant(Expression expression) {
        return expression instanceof Expression.Numeral
                || expression instanceof Expression.Text
                || expression instanceof Expression.True
                || expression instanceof Expression.False
                || expression instanceof Expression.Nil;
    }
}
