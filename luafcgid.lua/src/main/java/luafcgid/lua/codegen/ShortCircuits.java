package luafcgid.lua.codegen;

import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.Constant;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which operand C Lua takes the value of {@code and} and {@code or} for, when it names that value in a message: 5.1 reads the code up
 * to there as if every jump were taken, later ones name no value that a jump leads to.
 */
final class ShortCircuits {
    /** How the reading leaves an operand. */
    private enum Way {
        /** By the jump that is taken where it is true. */
        IF_TRUE,
        /** By the jump that is taken where it is false. */
        IF_FALSE,
        /** At its end: there is no jump. */
        END
    }

    private ShortCircuits() {}

    /** The operand that is evaluated last. Null where that is not told, or the expression is none of the two. */
    static @Nullable Expression last(Dialect dialect, Expression expression) {
        Expression left;
        Expression right;
        Way skipped;
        if (expression instanceof Expression.And and) {
            left = and.left();
            right = and.right();
            skipped = Way.IF_FALSE;
        } else if (expression instanceof Expression.Or or) {
            left = or.left();
            right = or.right();
            skipped = Way.IF_TRUE;
        } else {
            return null;
        }
        boolean told =
                dialect == Dialect.LUA_5_1 ? way(dialect, left, skipped) != skipped : !leaves(dialect, left, skipped);
        return told ? right : null;
    }

    /** @param jump the jump that stands behind a plain operand there */
    private static Way way(Dialect dialect, Expression operand, Way jump) {
        if (operand instanceof Expression.Parentheses parentheses) {
            return way(dialect, parentheses.inner(), jump);
        }
        if (operand instanceof Expression.And and) {
            return way(dialect, and.left(), Way.IF_FALSE) == Way.IF_FALSE
                    ? Way.IF_FALSE
                    : way(dialect, and.right(), jump);
        }
        if (operand instanceof Expression.Or or) {
            return way(dialect, or.left(), Way.IF_TRUE) == Way.IF_TRUE ? Way.IF_TRUE : way(dialect, or.right(), jump);
        }
        if (operand instanceof Expression.Unary unary && unary.operator() == UnaryOperator.NOT) {
            return opposite(way(dialect, unary.operand(), opposite(jump)));
        }
        return isNeeded(dialect, operand, jump) ? jump : Way.END;
    }

    /** Whether an operand has a jump of that kind to its end. */
    private static boolean leaves(Dialect dialect, Expression operand, Way jump) {
        Expression rest = operand;
        Way asked = jump;
        while (true) {
            Expression right;
            Expression left;
            Way along;
            if (rest instanceof Expression.Parentheses parentheses) {
                rest = parentheses.inner();
                continue;
            } else if (rest instanceof Expression.Unary unary && unary.operator() == UnaryOperator.NOT) {
                rest = unary.operand();
                asked = opposite(asked);
                continue;
            } else if (rest instanceof Expression.And and) {
                left = and.left();
                right = and.right();
                along = Way.IF_FALSE;
            } else if (rest instanceof Expression.Or or) {
                left = or.left();
                right = or.right();
                along = Way.IF_TRUE;
            } else {
                return isNeeded(dialect, rest, asked);
            }
            if (leaves(dialect, right, asked)) {
                return true;
            }
            if (asked != along) {
                return false;
            }
            rest = left;
        }
    }

    private static Way opposite(Way way) {
        return switch (way) {
            case IF_TRUE -> Way.IF_FALSE;
            case IF_FALSE -> Way.IF_TRUE;
            case END -> Way.END;
        };
    }

    /** Constants that cannot be what the jump asks for have none. */
    private static boolean isNeeded(Dialect dialect, Expression operand, Way jump) {
        Expression constant = Constant.of(dialect, operand);
        return constant == null || Constant.isTrue(constant) == (jump == Way.IF_TRUE);
    }
}
