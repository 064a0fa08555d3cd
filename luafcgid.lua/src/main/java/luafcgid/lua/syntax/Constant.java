package luafcgid.lua.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Bitwise;
import luafcgid.lua.runtime.Coercion;
import luafcgid.lua.runtime.Floats;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;

/** What C Lua knows of values when it compiles, which its messages show. */
public final class Constant {
    private final Dialect dialect;

    private Constant(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The literal that an expression is for C Lua's compiler; null where its value is computed when the code runs. */
    public static @Nullable Expression of(Dialect dialect, Expression expression) {
        return new Constant(dialect).of(expression);
    }

    /** Of literals: whether one counts as true. */
    public static boolean isTrue(Expression literal) {
        return !(literal instanceof Expression.Nil || literal instanceof Expression.False);
    }

    /** A literal as it stands at another line. */
    static Expression at(int line, Expression literal) {
        if (literal instanceof Expression.Numeral numeral) {
            return new Expression.Numeral(line, numeral.value());
        }
        if (literal instanceof Expression.Text text) {
            return new Expression.Text(line, text.value());
        }
        if (literal instanceof Expression.Nil) {
            return new Expression.Nil(line);
        }
        return isTrue(literal) ? new Expression.True(line) : new Expression.False(line);
    }

    private @Nullable Expression of(Expression expression) {
        Expression innermost = expression;
        Deque<Expression> operations = new ArrayDeque<>();
        Expression left = left(innermost);
        while (left != null) {
            operations.push(innermost);
            innermost = left;
            left = left(innermost);
        }
        Expression literal = single(innermost);
        while (literal != null && !operations.isEmpty()) {
            literal = operate(operations.pop(), literal);
        }
        return literal;
    }

    private static @Nullable Expression left(Expression expression) {
        if (expression instanceof Expression.Binary binary) {
            return binary.left();
        }
        if (expression instanceof Expression.And and) {
            return and.left();
        }
        return expression instanceof Expression.Or or ? or.left() : null;
    }

    private @Nullable Expression single(Expression expression) {
        if (expression instanceof Expression.Parentheses parentheses) {
            return of(parentheses.inner());
        }
        if (expression instanceof Expression.Unary unary) {
            Expression operand = of(unary.operand());
            return operand == null ? null : operate(unary, operand);
        }
        boolean literal = expression instanceof Expression.Numeral
                || expression instanceof Expression.Text
                || expression instanceof Expression.Nil
                || expression instanceof Expression.True
                || expression instanceof Expression.False;
        return literal ? expression : null;
    }

    private @Nullable Expression operate(Expression.Unary unary, Expression operand) {
        int line = unary.line();
        if (unary.operator() == UnaryOperator.NOT) {
            return isTrue(operand) ? new Expression.False(line) : new Expression.True(line);
        }
        if (!(operand instanceof Expression.Numeral numeral) || unary.operator() == UnaryOperator.LENGTH) {
            return null;
        }
        LuaNumber value = numeral.value();
        if (unary.operator() == UnaryOperator.BIT_NOT) {
            LuaInteger integer = Coercion.integer(value);
            return integer == null ? null : new Expression.Numeral(line, Coercion.integer(~integer.tolong()));
        }
        return value instanceof LuaInteger
                ? new Expression.Numeral(line, Coercion.integer(-value.tolong()))
                : numeral(line, -value.todouble());
    }

    /** With the literal that its left side is. */
    private @Nullable Expression operate(Expression operation, Expression left) {
        if (operation instanceof Expression.And and) {
            return isTrue(left) ? of(and.right()) : null;
        }
        if (operation instanceof Expression.Or or) {
            return isTrue(left) ? null : of(or.right());
        }
        return operation instanceof Expression.Binary binary
                        && left instanceof Expression.Numeral first
                        && of(binary.right()) instanceof Expression.Numeral second
                ? operate(binary, first.value(), second.value())
                : null;
    }

    private @Nullable Expression operate(Expression.Binary binary, LuaNumber left, LuaNumber right) {
        int line = binary.line();
        BinaryOperator operator = binary.operator();
        return switch (operator) {
            case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> {
                LuaInteger first = Coercion.integer(left);
                LuaInteger second = Coercion.integer(right);
                yield first == null || second == null ? null : integer(line, operator, first.tolong(), second.tolong());
            }
            case ADD, SUBTRACT, MULTIPLY, MODULO, FLOOR_DIVIDE ->
                left instanceof LuaInteger && right instanceof LuaInteger
                        ? integer(line, operator, left.tolong(), right.tolong())
                        : decimal(line, operator, left.todouble(), right.todouble());
            default -> decimal(line, operator, left.todouble(), right.todouble());
        };
    }

    private static @Nullable Expression integer(int line, BinaryOperator operator, long left, long right) {
        if ((operator == BinaryOperator.MODULO || operator == BinaryOperator.FLOOR_DIVIDE) && right == 0) {
            return null;
        }
        long value =
                switch (operator) {
                    case ADD -> left + right;
                    case SUBTRACT -> left - right;
                    case MULTIPLY -> left * right;
                    case MODULO -> Math.floorMod(left, right);
                    case FLOOR_DIVIDE -> Math.floorDiv(left, right);
                    case BIT_AND -> left & right;
                    case BIT_OR -> left | right;
                    case BIT_XOR -> left ^ right;
                    case SHIFT_LEFT -> Bitwise.shift(left, right);
                    case SHIFT_RIGHT -> Bitwise.shift(left, -right);
                    default -> throw new IllegalArgumentException(operator.toString());
                };
        return new Expression.Numeral(line, Coercion.integer(value));
    }

    private @Nullable Expression decimal(int line, BinaryOperator operator, double left, double right) {
        boolean divides = operator == BinaryOperator.DIVIDE
                || operator == BinaryOperator.MODULO
                || operator == BinaryOperator.FLOOR_DIVIDE;
        if (divides && right == 0) {
            return null;
        }
        double value =
                switch (operator) {
                    case ADD -> left + right;
                    case SUBTRACT -> left - right;
                    case MULTIPLY -> left * right;
                    case DIVIDE -> left / right;
                    case MODULO ->
                        dialect.hasIntegers() ? Floats.modulo(left, right) : Floats.moduloByQuotient(left, right);
                    case FLOOR_DIVIDE -> Floats.floorDivide(left, right);
                    case POWER -> Floats.power(left, right);
                    default -> Double.NaN;
                };
        return numeral(line, value);
    }

    /** What is no number is computed when the code runs, from 5.3 on zeros are too. */
    private @Nullable Expression numeral(int line, double value) {
        return Double.isNaN(value) || (dialect.hasIntegers() && value == 0)
                ? null
                : new Expression.Numeral(line, LuaDouble.of(value));
    }
}
