package luafcgid.lua.codegen;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import luafcgid.lua.analysis.Kind;
import luafcgid.lua.analysis.Kinds;
import luafcgid.lua.syntax.Expression;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Code for several arithmetic operators at once: where all that they work on are floats, which is found out before, nothing else has to be
 * looked at. Only where no operator comes before the evaluation of something that runs other code: that must not see a later effect first.
 */
final class Formulas {
    private static final String BINARY = "(" + Types.STATE_TYPE + Types.VALUE_TYPE.repeat(2) + ")" + Types.VALUE_TYPE;

    private final MethodGenerator method;
    private final Instructions code;

    Formulas(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
    }

    void evaluate(Expression.Binary formula, Operand.Dual result) {
        List<Operand> leaves = new ArrayList<>();
        boolean deep = new Order().fits(formula);
        if (deep) {
            evaluateLeaves(formula, leaves);
        } else {
            leaves.addAll(List.of(method.numbers.both(formula.left(), formula.right())));
        }
        Label other = new Label();
        Label end = new Label();
        for (Operand leaf : new LinkedHashSet<>(leaves)) {
            leaf.checkNumber(code, other);
        }
        pushNumber(formula, leaves.iterator(), deep);
        result.storeNumber(code);
        code.jump(Opcodes.GOTO, end);
        code.label(other);
        pushValue(formula, leaves.iterator(), deep);
        result.storeObject(code);
        code.label(end);
    }

    /** The operator that an expression is, if the formula has it as such; null for something that it works on. */
    private Expression.@Nullable Binary inner(Expression expression) {
        Expression inner = expression;
        while (inner instanceof Expression.Parentheses parentheses) {
            inner = parentheses.inner();
        }
        return inner instanceof Expression.Binary binary
                        && Kinds.isArithmetic(binary.operator())
                        && method.variables.kinds().of(binary) == Kind.DUAL
                ? binary
                : null;
    }

    private void evaluateLeaves(Expression expression, List<Operand> leaves) {
        Expression.Binary binary = inner(expression);
        if (binary != null) {
            evaluateLeaves(binary.left(), leaves);
            evaluateLeaves(binary.right(), leaves);
        } else {
            leaves.add(method.numbers.operand(expression));
        }
    }

    private void pushNumber(Expression.Binary binary, Iterator<Operand> leaves, boolean deep) {
        for (Expression side : List.of(binary.left(), binary.right())) {
            Expression.Binary inner = deep ? inner(side) : null;
            if (inner == null) {
                leaves.next().pushNumber(code);
            } else {
                pushNumber(inner, leaves, true);
            }
        }
        method.numbers.operate(binary.operator());
    }

    private void pushValue(Expression.Binary binary, Iterator<Operand> leaves, boolean deep) {
        method.loadState();
        for (Expression side : List.of(binary.left(), binary.right())) {
            Expression.Binary inner = deep ? inner(side) : null;
            if (inner == null) {
                leaves.next().pushValue(code);
            } else {
                pushValue(inner, leaves, true);
            }
        }
        Operator operator = Operator.of(binary.operator());
        method.runtime(
                binary.line(),
                operator.operation(),
                "Arithmetic",
                operator.method(),
                BINARY,
                method.operands.name(binary.left()),
                method.operands.name(binary.right()));
    }

    /** Goes through a formula in the order of its evaluation. */
    private final class Order {
        private boolean operated;
        private boolean fits = true;
        private boolean runsCode;
        private boolean readsLate;

        boolean fits(Expression formula) {
            visit(formula);
            return fits && !(runsCode && readsLate);
        }

        private void visit(Expression expression) {
            Expression.Binary binary = inner(expression);
            if (binary != null) {
                visit(binary.left());
                visit(binary.right());
                operated = true;
            } else if (!Operands.isSimple(expression)
                    && !method.variables.kinds().of(expression).isNumber()) {
                runsCode = true;
                fits &= !operated;
            } else if (method.operands.isReadLate(expression)) {
                readsLate = true;
            }
        }
    }
}
