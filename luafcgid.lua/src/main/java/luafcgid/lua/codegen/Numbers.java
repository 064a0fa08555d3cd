package luafcgid.lua.codegen;

import luafcgid.lua.analysis.Kind;
import luafcgid.lua.analysis.Kinds;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.BinaryOperator;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code that keeps numbers out of objects, for dialects where every number is a float. */
final class Numbers {
    private static final String UNARY = "(" + Types.STATE_TYPE + Types.VALUE_TYPE + ")" + Types.VALUE_TYPE;
    /** A chain of operators beyond this is a list, not a formula. */
    private static final int LONGEST_CHAIN = 100;

    private final MethodGenerator method;
    private final Instructions code;
    private final Formulas formulas;

    Numbers(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
        this.formulas = new Formulas(method);
    }

    private Kinds kinds() {
        return method.variables.kinds();
    }

    /** Whether an expression is worth to be evaluated as an operand. */
    boolean isNumeric(Expression expression) {
        return method.keepsNumbers() && kinds().of(expression) != Kind.VALUE && isShort(expression);
    }

    private static boolean isShort(Expression expression) {
        int length = 0;
        Expression left = expression;
        while (left instanceof Expression.Binary binary && length <= LONGEST_CHAIN) {
            left = binary.left();
            length++;
        }
        return length <= LONGEST_CHAIN;
    }

    /** Evaluates an expression. What it gives may be the variable that the expression is. */
    Operand operand(Expression expression) {
        return operand(expression, null);
    }

    /** Evaluates an expression, if it fits into a variable. */
    Operand operand(Expression expression, Operand.@Nullable Dual target) {
        if (expression instanceof Expression.Numeral numeral) {
            return new Operand.Constant(numeral.value().todouble());
        }
        if (expression instanceof Expression.Parentheses parentheses && isNumeric(parentheses.inner())) {
            return operand(parentheses.inner(), target);
        }
        if (expression instanceof Expression.Variable variable && kinds().of(variable.local()) != Kind.VALUE) {
            return method.variables.operand(variable.local());
        }
        if (expression instanceof Expression.Binary binary && isNumeric(binary)) {
            return arithmetic(binary, target);
        }
        if (expression instanceof Expression.Unary unary && unary.operator() == UnaryOperator.NEGATE) {
            return negation(unary, target);
        }
        if (expression instanceof Expression.Index index) {
            return method.reads.operand(index);
        }
        Operand.Dual result = result(target);
        method.expressions.push(expression);
        result.storeValue(code);
        return result;
    }

    Operand.Dual result(Operand.@Nullable Dual target) {
        if (target != null) {
            return target;
        }
        int number = code.newWideSlot();
        return new Operand.Dual(code.newSlot(), number);
    }

    /** Evaluates an expression, so that later assignments to variables do not change what it gave. */
    Operand snapshot(Expression expression) {
        Operand operand = operand(expression);
        Expression inner = expression;
        while (inner instanceof Expression.Parentheses parentheses) {
            inner = parentheses.inner();
        }
        if (!(inner instanceof Expression.Variable) || operand instanceof Operand.Whole) {
            return operand;
        }
        Operand.Dual copy = result(null);
        copy.copy(code, operand);
        return copy;
    }

    /** Evaluates both; a shared variable on the left after what is on the right. */
    Operand[] both(Expression left, Expression right) {
        if (method.operands.isReadLate(left) && !Operands.isSimple(right)) {
            Operand second = operand(right);
            return new Operand[] {operand(left), second};
        }
        return new Operand[] {operand(left), operand(right)};
    }

    private Operand arithmetic(Expression.Binary binary, Operand.@Nullable Dual target) {
        if (kinds().of(binary) == Kind.FLOAT) {
            return knownArithmetic(binary, operand(binary.left()), operand(binary.right()));
        }
        Operand.Dual result = result(target);
        formulas.evaluate(binary, result);
        return result;
    }

    private Operand knownArithmetic(Expression.Binary binary, Operand left, Operand right) {
        Long whole = Kinds.wholeConstant(binary.right());
        if (left instanceof Operand.Whole counter && whole != null) {
            if (binary.operator() == BinaryOperator.ADD && counter.offset() == 0) {
                return new Operand.Whole(counter.slot(), whole);
            }
            if (binary.operator() == BinaryOperator.SUBTRACT && counter.offset() == 0) {
                return new Operand.Whole(counter.slot(), -whole);
            }
            if (binary.operator() == BinaryOperator.MODULO && whole > 0) {
                int slot = code.newWideSlot();
                counter.pushWhole(code);
                code.push((long) whole);
                code.invokeStatic("java/lang/Math", "floorMod", "(JJ)J");
                code.variable(Opcodes.LSTORE, slot);
                return new Operand.Whole(slot, 0);
            }
        }
        int slot = code.newWideSlot();
        left.pushNumber(code);
        right.pushNumber(code);
        operate(binary.operator());
        code.variable(Opcodes.DSTORE, slot);
        return new Operand.Decimal(slot);
    }

    void operate(BinaryOperator operator) {
        switch (operator) {
            case ADD -> code.insn(Opcodes.DADD);
            case SUBTRACT -> code.insn(Opcodes.DSUB);
            case MULTIPLY -> code.insn(Opcodes.DMUL);
            case DIVIDE -> code.insn(Opcodes.DDIV);
            case MODULO -> code.invokeStatic(Types.runtime("Floats"), "moduloByQuotient", "(DD)D");
            case POWER -> code.invokeStatic(Types.runtime("Floats"), "power", "(DD)D");
            default -> throw new IllegalArgumentException(operator.toString());
        }
    }

    private Operand negation(Expression.Unary unary, Operand.@Nullable Dual target) {
        Operand operand = operand(unary.operand());
        if (operand instanceof Operand.Constant constant) {
            return new Operand.Constant(-constant.value());
        }
        if (operand.isNumber()) {
            int slot = code.newWideSlot();
            operand.pushNumber(code);
            code.insn(Opcodes.DNEG);
            code.variable(Opcodes.DSTORE, slot);
            return new Operand.Decimal(slot);
        }
        Operand.Dual result = result(target);
        Label other = new Label();
        Label end = new Label();
        operand.checkNumber(code, other);
        operand.pushNumber(code);
        code.insn(Opcodes.DNEG);
        result.storeNumber(code);
        code.jump(Opcodes.GOTO, end);
        code.label(other);
        method.loadState();
        operand.pushValue(code);
        var name = method.operands.name(unary.operand());
        method.runtime(unary.line(), Operation.NEGATE, "Arithmetic", "negate", UNARY, name);
        result.storeObject(code);
        code.label(end);
        return result;
    }
}
