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
    static Expression.@Nullable Numeral fold(int line, BinaryOperator operator, Expression left, Expression right) {
        if (!(left instanceof Expression.Numeral first && right instanceof Expression.Numeral second)) {
            return null;
        }
        Expression result = Constant.of(Dialect.LUA_5_1, new Expression.Binary(line, operator, first, second));
        return result instanceof Expression.Numeral numeral
                ? new Expression.Numeral(line, LuaDouble.valueOf(numeral.value().todouble()))
                : null;
    }

    static Expression unary(int line, UnaryOperator operator, Expression operand) {
        if (operator == UnaryOperator.NEGATE && operand instanceof Expression.Numeral numeral) {
            return new Expression.Numeral(
                    line, LuaDouble.valueOf(-numeral.value().todouble()));
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

    private static boolean isConstant(Expression expression) {
        return expression instanceof Expression.Numeral
                || expression instanceof Expression.Text
                || expression instanceof Expression.True
                || expression instanceof Expression.False
                || expression instanceof Expression.Nil;
    }
}
