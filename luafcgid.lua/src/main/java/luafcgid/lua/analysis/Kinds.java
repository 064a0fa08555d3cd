package luafcgid.lua.analysis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import luafcgid.lua.syntax.BinaryOperator;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.FunctionBody;
import luafcgid.lua.syntax.Local;
import luafcgid.lua.syntax.Statement;
import luafcgid.lua.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a function keeps its variables, where every number is a float. */
public final class Kinds {
    private static final double MOST_INITIAL = 1L << 31;

    private final FunctionBody function;
    private final Predicate<Local> shared;
    private final Map<Local, Kind> kinds = new HashMap<>();
    private final Set<Local> numeric;
    private boolean changed;

    private Kinds(FunctionBody function, Predicate<Local> shared, Uses uses) {
        this.function = function;
        this.shared = shared;
        this.numeric = new HashSet<>(uses.numeric());
    }

    /** Every value an object. */
    public static Kinds allValues(FunctionBody function) {
        return new Kinds(function, local -> true, new Uses());
    }

    /**
     * What follows from what the function does with its variables.
     *
     * @param shared tells variables that other functions may assign to
     */
    public static Kinds of(FunctionBody function, Predicate<Local> shared) {
        Uses uses = new Uses();
        uses.visit(function.block());
        Kinds kinds = new Kinds(function, shared, uses);
        kinds.loops(uses);
        do {
            kinds.changed = false;
            uses.assignments().forEach(kinds::assigned);
        } while (kinds.changed);
        return kinds;
    }

    /** How a variable of the function is kept. */
    public Kind of(Local local) {
        if (local.owner() != function || shared.test(local)) {
            return Kind.VALUE;
        }
        Kind kind = kinds.get(local);
        if (kind != null) {
            return kind;
        }
        return numeric.contains(local) ? Kind.DUAL : Kind.VALUE;
    }

    /** How the value of an expression comes about. */
    public Kind of(Expression expression) {
        if (expression instanceof Expression.Numeral) {
            return Kind.FLOAT;
        }
        if (expression instanceof Expression.Variable variable) {
            return of(variable.local());
        }
        if (expression instanceof Expression.Parentheses parentheses) {
            return of(parentheses.inner());
        }
        if (expression instanceof Expression.Binary binary && isArithmetic(binary.operator())) {
            return of(binary.left()).isNumber() && of(binary.right()).isNumber() ? Kind.FLOAT : Kind.DUAL;
        }
        if (expression instanceof Expression.Unary unary && unary.operator() == UnaryOperator.NEGATE) {
            return of(unary.operand()).isNumber() ? Kind.FLOAT : Kind.DUAL;
        }
        return Kind.VALUE;
    }

    public static boolean isArithmetic(BinaryOperator operator) {
        return operator.compareTo(BinaryOperator.POWER) <= 0;
    }

    /** Whether a loop's variable is a small whole number all the time. */
    public boolean counts(Statement.NumericFor loop) {
        return isWholeInitial(loop.start()) && isWholeStep(loop.step());
    }

    private boolean isWholeInitial(Expression start) {
        if (wholeConstant(start) != null) {
            return true;
        }
        if (start instanceof Expression.Binary binary
                && (binary.operator() == BinaryOperator.ADD || binary.operator() == BinaryOperator.SUBTRACT)) {
            return of(binary.left()) == Kind.WHOLE && wholeConstant(binary.right()) != null;
        }
        return of(start) == Kind.WHOLE;
    }

    private static boolean isWholeStep(@Nullable Expression step) {
        Long constant = step == null ? Long.valueOf(1) : wholeConstant(step);
        return constant != null && constant != 0;
    }

    /** The value of a constant that is a small whole number; null for anything else. */
    public static @Nullable Long wholeConstant(Expression expression) {
        if (expression instanceof Expression.Unary unary
                && unary.operator() == UnaryOperator.NEGATE
                && unary.operand() instanceof Expression.Numeral numeral) {
            Long positive = wholeConstant(numeral);
            return positive == null || positive == 0 ? null : Long.valueOf(-positive);
        }
        if (expression instanceof Expression.Numeral numeral) {
            double value = numeral.value().todouble();
            boolean whole = value == Math.rint(value) && Math.abs(value) <= MOST_INITIAL;
            return whole && !isNegativeZero(value) ? Long.valueOf((long) value) : null;
        }
        return null;
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && 1 / value < 0;
    }

    private void loops(Uses uses) {
        for (Statement.NumericFor loop : uses.loops()) {
            Local variable = loop.variable();
            if (!variable.reassigned() && !shared.test(variable)) {
                kinds.put(variable, counts(loop) ? Kind.WHOLE : Kind.FLOAT);
            }
        }
        uses.assignments().forEach(assignment -> {
            if (!shared.test(assignment.local())) {
                kinds.putIfAbsent(assignment.local(), Kind.FLOAT);
            }
        });
        function.parameters().forEach(kinds::remove);
    }

    private void assigned(Uses.Assigned assignment) {
        Local local = assignment.local();
        Expression value = assignment.value();
        Kind given = value == null ? Kind.VALUE : of(value);
        if (given.isNumber() || shared.test(local)) {
            return;
        }
        if (kinds.remove(local, Kind.FLOAT)) {
            changed = true;
        }
        if (given == Kind.DUAL) {
            changed |= numeric.add(local);
        }
    }
}
