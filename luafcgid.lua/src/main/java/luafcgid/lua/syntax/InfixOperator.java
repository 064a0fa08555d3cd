package luafcgid.lua.syntax;

import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.lexer.TokenType;
import org.jspecify.annotations.Nullable;

/** Operators between two operands, and how strongly they bind to the left and to the right. */
enum InfixOperator {
    OR(1, 1, null),
    AND(2, 2, null),
    EQUAL(3, 3, BinaryOperator.EQUAL),
    NOT_EQUAL(3, 3, BinaryOperator.NOT_EQUAL),
    LESS(3, 3, BinaryOperator.LESS),
    LESS_OR_EQUAL(3, 3, BinaryOperator.LESS_OR_EQUAL),
    GREATER(3, 3, BinaryOperator.GREATER),
    GREATER_OR_EQUAL(3, 3, BinaryOperator.GREATER_OR_EQUAL),
    BIT_OR(4, 4, BinaryOperator.BIT_OR),
    BIT_XOR(5, 5, BinaryOperator.BIT_XOR),
    BIT_AND(6, 6, BinaryOperator.BIT_AND),
    SHIFT_LEFT(7, 7, BinaryOperator.SHIFT_LEFT),
    SHIFT_RIGHT(7, 7, BinaryOperator.SHIFT_RIGHT),
    CONCAT(9, 8, BinaryOperator.CONCAT),
    ADD(10, 10, BinaryOperator.ADD),
    SUBTRACT(10, 10, BinaryOperator.SUBTRACT),
    MULTIPLY(11, 11, BinaryOperator.MULTIPLY),
    DIVIDE(11, 11, BinaryOperator.DIVIDE),
    FLOOR_DIVIDE(11, 11, BinaryOperator.FLOOR_DIVIDE),
    MODULO(11, 11, BinaryOperator.MODULO),
    POWER(14, 13, BinaryOperator.POWER);

    /** How strongly operators with one operand bind. */
    static final int UNARY = 12;

    final int left;
    final int right;
    private final @Nullable BinaryOperator binary;

    InfixOperator(int left, int right, @Nullable BinaryOperator binary) {
        this.left = left;
        this.right = right;
        this.binary = binary;
    }

    /** What it computes; null for {@code and} and {@code or}. */
    @Nullable
    BinaryOperator binary() {
        return binary;
    }

    static @Nullable InfixOperator of(TokenType type, Dialect dialect) {
        return switch (type) {
            case OR -> OR;
            case AND -> AND;
            case EQUAL -> EQUAL;
            case NOT_EQUAL -> NOT_EQUAL;
            case LESS -> LESS;
            case LESS_OR_EQUAL -> LESS_OR_EQUAL;
            case GREATER -> GREATER;
            case GREATER_OR_EQUAL -> GREATER_OR_EQUAL;
            case CONCAT -> CONCAT;
            case PLUS -> ADD;
            case MINUS -> SUBTRACT;
            case STAR -> MULTIPLY;
            case SLASH -> DIVIDE;
            case PERCENT -> MODULO;
            case CARET -> POWER;
            default -> dialect.hasIntegers() ? ofIntegers(type) : null;
        };
    }

    private static @Nullable InfixOperator ofIntegers(TokenType type) {
        return switch (type) {
            case BAR -> BIT_OR;
            case TILDE -> BIT_XOR;
            case AMPERSAND -> BIT_AND;
            case SHIFT_LEFT -> SHIFT_LEFT;
            case SHIFT_RIGHT -> SHIFT_RIGHT;
            case FLOOR_DIVIDE -> FLOOR_DIVIDE;
            default -> null;
        };
    }
}
