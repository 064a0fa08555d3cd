package luafcgid.lua.codegen;

import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.BinaryOperator;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.UnaryOperator;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code for expressions that only decide where to go on. */
final class Conditions {
    private static final String COMPARE = "(" + Types.STATE_TYPE + Types.VALUE_TYPE.repeat(2) + ")Z";

    private final MethodGenerator method;
    private final Instructions code;

    Conditions(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
    }

    /** Jumps where the condition is as wanted; goes on below where it is not. */
    void jump(Expression condition, Label target, boolean wanted) {
        if (condition instanceof Expression.Parentheses parentheses) {
            jump(parentheses.inner(), target, wanted);
        } else if (condition instanceof Expression.Unary unary && unary.operator() == UnaryOperator.NOT) {
            jump(unary.operand(), target, !wanted);
        } else if (condition instanceof Expression.And and) {
            both(and.left(), and.right(), target, wanted, false);
        } else if (condition instanceof Expression.Or or) {
            both(or.left(), or.right(), target, wanted, true);
        } else if (condition instanceof Expression.Binary binary && Operator.isComparison(binary.operator())) {
            compare(binary, target, wanted);
        } else if (condition instanceof Expression.True) {
            always(target, wanted);
        } else if (condition instanceof Expression.False || condition instanceof Expression.Nil) {
            always(target, !wanted);
        } else {
            method.expressions.push(condition);
            code.invokeStatic(Types.runtime("Comparison"), "isTrue", "(" + Types.VALUE_TYPE + ")Z");
            code.jump(wanted ? Opcodes.IFNE : Opcodes.IFEQ, target);
        }
    }

    private void always(Label target, boolean jumps) {
        if (jumps) {
            code.jump(Opcodes.GOTO, target);
        }
    }

    /** {@code decisive} is the left side's outcome that decides alone. */
    private void both(Expression left, Expression right, Label target, boolean wanted, boolean decisive) {
        if (wanted == decisive) {
            jump(left, target, wanted);
            jump(right, target, wanted);
            return;
        }
        Label decided = new Label();
        jump(left, decided, decisive);
        jump(right, target, wanted);
        code.label(decided);
    }

    private void compare(Expression.Binary binary, Label target, boolean wanted) {
        boolean greater =
                binary.operator() == BinaryOperator.GREATER || binary.operator() == BinaryOperator.GREATER_OR_EQUAL;
        if ((binary.operator() == BinaryOperator.EQUAL || binary.operator() == BinaryOperator.NOT_EQUAL)
                && binary.right() instanceof Expression.Nil) {
            method.expressions.push(binary.left());
            code.invokeStatic(Types.runtime("Comparison"), "isNil", "(" + Types.VALUE_TYPE + ")Z");
            code.jump(wanted == (binary.operator() == BinaryOperator.EQUAL) ? Opcodes.IFNE : Opcodes.IFEQ, target);
            return;
        }
        boolean jumpsIfTrue = wanted != (binary.operator() == BinaryOperator.NOT_EQUAL);
        if (isNumeric(binary)) {
            int mark = code.mark();
            numbers(binary, greater, target, jumpsIfTrue);
            code.release(mark);
            return;
        }
        method.loadState();
        method.operands.pushBoth(binary.left(), binary.right());
        if (greater) {
            code.insn(Opcodes.SWAP);
        }
        call(binary, greater);
        code.jump(jumpsIfTrue ? Opcodes.IFNE : Opcodes.IFEQ, target);
    }

    private boolean isNumeric(Expression.Binary binary) {
        if (!method.keepsNumbers()) {
            return false;
        }
        boolean left = method.numbers.isNumeric(binary.left());
        boolean right = method.numbers.isNumeric(binary.right());
        boolean ordered = binary.operator().compareTo(BinaryOperator.LESS) >= 0;
        return ordered ? left || right : left && right;
    }

    private void numbers(Expression.Binary binary, boolean greater, Label target, boolean wanted) {
        Operand[] both = method.numbers.both(binary.left(), binary.right());
        Operand first = both[greater ? 1 : 0];
        Operand second = both[greater ? 0 : 1];
        Label other = new Label();
        Label end = new Label();
        first.checkNumber(code, other);
        second.checkNumber(code, other);
        first.pushNumber(code);
        second.pushNumber(code);
        switch (binary.operator()) {
            case EQUAL, NOT_EQUAL -> {
                code.insn(Opcodes.DCMPL);
                code.jump(wanted ? Opcodes.IFEQ : Opcodes.IFNE, target);
            }
            case LESS, GREATER -> {
                code.insn(Opcodes.DCMPG);
                code.jump(wanted ? Opcodes.IFLT : Opcodes.IFGE, target);
            }
            default -> {
                code.insn(Opcodes.DCMPG);
                code.jump(wanted ? Opcodes.IFLE : Opcodes.IFGT, target);
            }
        }
        if (first.isNumber() && second.isNumber()) {
            return;
        }
        code.jump(Opcodes.GOTO, end);
        code.label(other);
        method.loadState();
        first.pushValue(code);
        second.pushValue(code);
        call(binary, greater);
        code.jump(wanted ? Opcodes.IFNE : Opcodes.IFEQ, target);
        code.label(end);
    }

    /** With the state and both operands on the stack. */
    private void call(Expression.Binary binary, boolean greater) {
        Expression first = greater ? binary.right() : binary.left();
        Expression second = greater ? binary.left() : binary.right();
        String name =
                switch (binary.operator()) {
                    case EQUAL, NOT_EQUAL -> "equal";
                    case LESS, GREATER -> "less";
                    default -> "lessOrEqual";
                };
        Operation operation =
                switch (binary.operator()) {
                    case EQUAL, NOT_EQUAL -> Operation.EQUAL;
                    case LESS, GREATER -> Operation.LESS;
                    default -> Operation.LESS_OR_EQUAL;
                };
        method.runtime(
                binary.line(),
                operation,
                "Comparison",
                name,
                COMPARE,
                method.operands.name(first),
                method.operands.name(second));
    }
}
