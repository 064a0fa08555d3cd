package luafcgid.lua.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.analysis.Weight;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.BinaryOperator;
import luafcgid.lua.syntax.Constant;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.UnaryOperator;
import org.luaj.vm2.LuaInteger;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code for expressions: each leaves one value on the stack. */
final class Expressions {
    private static final String BINARY = "(" + Types.STATE_TYPE + Types.VALUE_TYPE.repeat(2) + ")" + Types.VALUE_TYPE;
    private static final String UNARY = "(" + Types.STATE_TYPE + Types.VALUE_TYPE + ")" + Types.VALUE_TYPE;
    private static final int MOST_ON_STACK = 3;
    /** Too much for a method beside others: the weight of an expression, the operators in a row. */
    private static final int LARGE = 500;
    /** Of what is begun and waits on the stack, the frames of a method hold a copy at every jump. */
    private static final int DEEPEST = 64;

    private final MethodGenerator method;
    private final Instructions code;
    /** How many expressions are within one another. */
    private int depth;

    Expressions(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
    }

    void push(Expression expression) {
        if (Operands.isSimple(expression)) {
            pushHere(expression);
            return;
        }
        boolean tooDeep = depth == DEEPEST;
        if (method.function.isSpilled()
                && !(expression instanceof Expression.TableConstructor)
                && (tooDeep || (Weight.of(expression, LARGE) == LARGE && !continuesChain(expression)))) {
            method.function.spreading().push(method, expression);
            return;
        }
        if (tooDeep && !method.function.isSpilled()) {
            throw new TooDeepException();
        }
        depth++;
        pushHere(expression);
        depth--;
    }

    /** Whether what is called is most of the expression: each call of a chain would become a method. */
    private static boolean continuesChain(Expression expression) {
        Expression head = expression instanceof Expression.Call call
                ? call.function()
                : expression instanceof Expression.MethodCall call ? call.object() : null;
        return head != null && Weight.of(head, LARGE) == LARGE;
    }

    /** How much of a chain one method does without recursion. */
    int mostInRow() {
        return method.function.isSpilled() ? LARGE / 2 : Integer.MAX_VALUE;
    }

    void pushHere(Expression expression) {
        boolean operation = expression instanceof Expression.Binary || expression instanceof Expression.Unary;
        boolean item = method.keepsNumbers()
                && expression instanceof Expression.Index index
                && !(index.key() instanceof Expression.Text)
                && method.reads.isQuick(index.key());
        if (item || (operation && method.numbers.isNumeric(expression))) {
            int mark = code.mark();
            method.numbers.operand(expression).pushValue(code);
            code.release(mark);
            return;
        }
        if (expression instanceof Expression.Nil) {
            value("NIL", Types.VALUE_TYPE);
        } else if (expression instanceof Expression.True) {
            value("TRUE", "Lorg/luaj/vm2/LuaBoolean;");
        } else if (expression instanceof Expression.False) {
            value("FALSE", "Lorg/luaj/vm2/LuaBoolean;");
        } else if (expression instanceof Expression.Numeral numeral) {
            method.function.constants().push(code, numeral.value());
        } else if (expression instanceof Expression.Text text) {
            method.constant(text.value());
        } else if (expression instanceof Expression.Vararg) {
            code.load(method.varargSlot);
            code.invokeVirtual(Types.VARARGS, "arg1", "()" + Types.VALUE_TYPE);
        } else if (expression instanceof Expression.Function function) {
            method.function.pushClosure(method, function.body());
        } else if (expression instanceof Expression.Variable variable) {
            method.variables.load(code, variable.local());
        } else if (expression instanceof Expression.Parentheses parentheses) {
            push(parentheses.inner());
        } else if (expression instanceof Expression.TableConstructor constructor) {
            method.tables.construct(constructor);
        } else {
            pushOperation(expression);
        }
    }

    private void pushOperation(Expression expression) {
        if (expression instanceof Expression.Global global) {
            method.tables.pushGlobal(global);
        } else if (expression instanceof Expression.Index index) {
            method.tables.pushIndex(index);
        } else if (expression instanceof Expression.Call || expression instanceof Expression.MethodCall) {
            method.calls.pushOne(expression);
        } else if (expression instanceof Expression.And and) {
            shortCircuit(and, Opcodes.IFEQ);
        } else if (expression instanceof Expression.Or or) {
            shortCircuit(or, Opcodes.IFNE);
        } else if (expression instanceof Expression.Unary unary) {
            pushUnary(unary);
        } else if (expression instanceof Expression.Binary binary) {
            pushBinary(binary);
        } else {
            throw new IllegalArgumentException(
                    "no code for " + expression.getClass().getSimpleName());
        }
    }

    void pushNil() {
        value("NIL", Types.VALUE_TYPE);
    }

    private void value(String field, String type) {
        code.field(Opcodes.GETSTATIC, Types.VALUE, field, type);
    }

    private void shortCircuit(Expression expression, int done) {
        // No recursion along a chain, which is as long as a program likes.
        Deque<Expression> chain = new ArrayDeque<>();
        Expression innermost = expression;
        while (innermost.getClass() == expression.getClass() && chain.size() < LARGE / 2) {
            chain.push(right(innermost));
            innermost = left(innermost);
        }
        Label end = new Label();
        push(innermost);
        while (!chain.isEmpty()) {
            code.insn(Opcodes.DUP);
            code.invokeStatic(Types.runtime("Comparison"), "isTrue", "(" + Types.VALUE_TYPE + ")Z");
            code.jump(done, end);
            code.insn(Opcodes.POP);
            push(chain.pop());
        }
        code.label(end);
    }

    private static Expression left(Expression expression) {
        return expression instanceof Expression.And and ? and.left() : ((Expression.Or) expression).left();
    }

    private static Expression right(Expression expression) {
        return expression instanceof Expression.And and ? and.right() : ((Expression.Or) expression).right();
    }

    private void pushUnary(Expression.Unary unary) {
        if (unary.operator() == UnaryOperator.NOT) {
            pushCondition(unary);
            return;
        }
        method.loadState();
        push(unary.operand());
        var name = method.operands.name(unary.operand());
        switch (unary.operator()) {
            case NEGATE -> method.runtime(unary.line(), Operation.NEGATE, arithmetic(), "negate", UNARY, name);
            case LENGTH -> method.runtime(unary.line(), Operation.LENGTH, "Length", "of", UNARY, name);
            case BIT_NOT -> method.runtime(unary.line(), Operation.BIT_NOT, "Bitwise", "not", UNARY, name);
            default -> throw new IllegalArgumentException(unary.operator().toString());
        }
    }

    private void pushBinary(Expression.Binary binary) {
        if (binary.operator() == BinaryOperator.CONCAT) {
            pushConcat(binary);
            return;
        }
        if (Operator.isComparison(binary.operator())) {
            pushCondition(binary);
            return;
        }
        // Chains that associate to the left are as long as a program likes: no recursion along them.
        Deque<Expression.Binary> chain = new ArrayDeque<>();
        Expression innermost = binary;
        while (chain.size() < mostInRow()
                && innermost instanceof Expression.Binary inner
                && Operator.isArithmetic(inner.operator())) {
            chain.push(inner);
            innermost = inner.left();
        }
        Expression.Binary first = chain.pop();
        method.loadState();
        method.operands.pushBoth(first.left(), first.right());
        operate(first);
        int mark = code.mark();
        int left = code.newSlot();
        while (!chain.isEmpty()) {
            Expression.Binary next = chain.pop();
            code.store(left);
            method.loadState();
            code.load(left);
            push(next.right());
            operate(next);
        }
        code.release(mark);
    }

    private void operate(Expression.Binary binary) {
        Operator operator = Operator.of(binary.operator());
        method.runtime(
                binary.line(),
                operator.operation(),
                operator.isBitwise() ? "Bitwise" : arithmetic(),
                subtractsZero(binary) ? "subtractZero" : operator.method(),
                BINARY,
                method.operands.name(binary.left()),
                method.operands.name(binary.right()));
    }

    private boolean subtractsZero(Expression.Binary binary) {
        Dialect dialect = method.chunk().dialect();
        return dialect == Dialect.LUA_5_4
                && binary.operator() == BinaryOperator.SUBTRACT
                && Constant.of(dialect, binary.right()) instanceof Expression.Numeral numeral
                && numeral.value() instanceof LuaInteger
                && numeral.value().tolong() == 0;
    }

    private String arithmetic() {
        return method.hasIntegers() ? "IntegerArithmetic" : "Arithmetic";
    }

    private void pushConcat(Expression.Binary binary) {
        List<Expression> operands = new ArrayList<>();
        Expression rest = binary;
        int line = binary.line();
        while (rest instanceof Expression.Binary inner && inner.operator() == BinaryOperator.CONCAT) {
            operands.add(inner.left());
            line = inner.line();
            rest = inner.right();
        }
        operands.add(rest);
        method.loadState();
        String parameters = Types.VALUE_TYPE.repeat(operands.size());
        if (operands.size() <= MOST_ON_STACK) {
            operands.forEach(this::push);
        } else {
            parameters = "[" + Types.VALUE_TYPE;
            pushArray(operands);
        }
        var names = operands.stream().map(method.operands::name).toArray(luafcgid.lua.runtime.Site.Name[]::new);
        String descriptor = "(" + Types.STATE_TYPE + parameters + ")" + Types.VALUE_TYPE;
        method.runtime(line, Operation.CONCAT, "Concatenation", "concat", descriptor, names);
    }

    /** Each as one value. */
    void pushArray(List<Expression> items) {
        code.push(items.size());
        code.type(Opcodes.ANEWARRAY, Types.VALUE);
        for (int i = 0; i < items.size(); i++) {
            code.insn(Opcodes.DUP);
            code.push(i);
            push(items.get(i));
            code.insn(Opcodes.AASTORE);
        }
    }

    private void pushCondition(Expression condition) {
        Label no = new Label();
        Label end = new Label();
        method.conditions.jump(condition, no, false);
        value("TRUE", "Lorg/luaj/vm2/LuaBoolean;");
        code.jump(Opcodes.GOTO, end);
        code.label(no);
        value("FALSE", "Lorg/luaj/vm2/LuaBoolean;");
        code.label(end);
    }
}
