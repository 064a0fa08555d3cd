package luafcgid.lua.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What C Lua 5.1 knows, when it compiles, of an expression that ends in a literal: {@code x and nil or 0} is 0 in any case, and it computes
 * with it as with a numeral.
 *
 * @param literal      what the expression ends in
 * @param endsAsTrue   whether it may have ended before, with a value that counts as true
 * @param endsAsFalse  the same with one that does not
 */
record Outcome(Expression literal, boolean endsAsTrue, boolean endsAsFalse) {
    /** More operators in a row are not looked at: sums of such expressions would be walked through again and again. */
    private static final int MOST_IN_ROW = 100;

    /** The numeral that is the value of an expression in any case; null where there is none. */
    static Expression.@Nullable Numeral numeral(Expression expression) {
        if (expression instanceof Expression.Numeral numeral) {
            return numeral;
        }
        Outcome outcome = of(expression);
        return outcome != null
                        && !outcome.endsAsTrue
                        && !outcome.endsAsFalse
                        && outcome.literal instanceof Expression.Numeral numeral
                ? numeral
                : null;
    }

    /** An expression with another literal in place of the one that it ends in. */
    static Expression withNumeral(Expression expression, Expression.Numeral numeral) {
        if (expression instanceof Expression.And and) {
            return new Expression.And(and.line(), and.left(), withNumeral(and.right(), numeral));
        }
        if (expression instanceof Expression.Or or) {
            return new Expression.Or(or.line(), or.left(), withNumeral(or.right(), numeral));
        }
        return expression instanceof Expression.Parentheses parentheses
                ? withNumeral(parentheses.inner(), numeral)
                : numeral;
    }

    private static @Nullable Outcome of(Expression expression) {
        Expression innermost = expression;
        Deque<Expression> operations = new ArrayDeque<>();
        while (innermost instanceof Expression.And || innermost instanceof Expression.Or) {
            if (operations.size() == MOST_IN_ROW) {
                return null;
            }
            operations.push(innermost);
            innermost = innermost instanceof Expression.And and ? and.left() : ((Expression.Or) innermost).left();
        }
        Outcome outcome = single(innermost);
        while (!operations.isEmpty()) {
            Expression operation = operations.pop();
            outcome = operation instanceof Expression.And and
                    ? and(outcome, of(and.right()))
                    : or(outcome, of(((Expression.Or) operation).right()));
        }
        return outcome;
    }

    private static @Nullable Outcome single(Expression expression) {
        if (expression instanceof Expression.Parentheses parentheses) {
            return of(parentheses.inner());
        }
        if (expression instanceof Expression.Unary unary && unary.operator() == UnaryOperator.NOT) {
            Outcome operand = of(unary.operand());
            return operand == null
                    ? null
                    : new Outcome(
                            ConstantFolding.unary(unary.line(), UnaryOperator.NOT, operand.literal),
                            /* endsAsTrue= */ operand.endsAsFalse,
                            /* endsAsFalse= */ operand.endsAsTrue);
        }
        return ConstantFolding.isConstant(expression) ? new Outcome(expression, false, false) : null;
    }

    private static @Nullable Outcome and(@Nullable Outcome left, @Nullable Outcome right) {
        boolean passes = left != null && !left.endsAsFalse && Constant.isTrue(left.literal);
        return right == null || passes ? right : new Outcome(right.literal, right.endsAsTrue, true);
    }

    private static @Nullable Outcome or(@Nullable Outcome left, @Nullable Outcome right) {
        boolean passes = left != null && !left.endsAsTrue && !Constant.isTrue(left.literal);
        return right == null || passes ? right : new Outcome(right.literal, true, right.endsAsFalse);
    }
}
