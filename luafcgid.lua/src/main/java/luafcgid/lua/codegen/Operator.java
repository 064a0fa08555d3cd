package luafcgid.lua.codegen;

import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.BinaryOperator;

/**
 * What the runtime calls an operator.
 *
 * @param method    the static method for it
 * @param operation what messages and metamethods call it
 * @param isBitwise whether it works on integers only
 */
record Operator(String method, Operation operation, boolean isBitwise) {
    static Operator of(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> new Operator("add", Operation.ADD, false);
            case SUBTRACT -> new Operator("subtract", Operation.SUBTRACT, false);
            case MULTIPLY -> new Operator("multiply", Operation.MULTIPLY, false);
            case DIVIDE -> new Operator("divide", Operation.DIVIDE, false);
            case MODULO -> new Operator("modulo", Operation.MODULO, false);
            case POWER -> new Operator("power", Operation.POWER, false);
            case FLOOR_DIVIDE -> new Operator("floorDivide", Operation.FLOOR_DIVIDE, false);
            case BIT_AND -> new Operator("and", Operation.BIT_AND, true);
            case BIT_OR -> new Operator("or", Operation.BIT_OR, true);
            case BIT_XOR -> new Operator("xor", Operation.BIT_XOR, true);
            case SHIFT_LEFT -> new Operator("shiftLeft", Operation.SHIFT_LEFT, true);
            case SHIFT_RIGHT -> new Operator("shiftRight", Operation.SHIFT_RIGHT, true);
            default -> throw new IllegalArgumentException(operator.toString());
        };
    }

    static boolean isComparison(BinaryOperator operator) {
        return operator.compareTo(BinaryOperator.EQUAL) >= 0;
    }

    static boolean isArithmetic(BinaryOperator operator) {
        return operator.compareTo(BinaryOperator.CONCAT) < 0;
    }
}
