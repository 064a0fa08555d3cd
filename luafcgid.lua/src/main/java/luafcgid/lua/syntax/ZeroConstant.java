package luafcgid.lua.syntax;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;

/**
 * The constant that a function of C Lua 5.1 has for {@code 0} and {@code -0} alike, as they are equal: the first of them that its code
 * loads. What is only tested is not loaded.
 */
final class ZeroConstant {
    private @Nullable LuaNumber value;

    /** An expression whose value is loaded now, with this constant in place of the zero that it is or ends in. */
    Expression load(Expression expression) {
        if (expression instanceof Expression.Numeral numeral) {
            return load(numeral);
        }
        if (expression instanceof Expression.And and) {
            Expression right = load(and.right());
            return right == and.right() ? and : new Expression.And(and.line(), and.left(), right);
        }
        if (expression instanceof Expression.Or or) {
            Expression right = load(or.right());
            return right == or.right() ? or : new Expression.Or(or.line(), or.left(), right);
        }
        if (expression instanceof Expression.Parentheses parentheses) {
            Expression inner = load(parentheses.inner());
            return inner == parentheses.inner() ? parentheses : new Expression.Parentheses(parentheses.line(), inner);
        }
        return expression;
    }

    private Expression load(Expression.Numeral numeral) {
        if (numeral.value().todouble() != 0) {
            return numeral;
        }
        if (value == null) {
            value = numeral.value();
        }
        return new Expression.Numeral(numeral.line(), value);
    }
}
