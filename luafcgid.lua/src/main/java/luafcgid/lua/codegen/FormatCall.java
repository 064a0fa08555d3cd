package luafcgid.lua.codegen;

import java.util.List;
import java.util.function.Consumer;
import luafcgid.lua.Dialect;
import luafcgid.lua.analysis.Exits;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.string.format.DirectConversion;
import luafcgid.lua.string.format.FormatFunction;
import luafcgid.lua.syntax.Expression;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Code for a call that looks like one of {@code string.format} with a constant format. If it turns out to be one, and the values are simple,
 * they go into the result one by one: without objects for numbers, without a list.
 */
final class FormatCall {
    private static final String FORMAT = Type.getInternalName(FormatFunction.class);
    private static final String BEGIN = "()" + Types.BUFFER_TYPE;
    private static final String ABANDON = "(" + Types.BUFFER_TYPE + ")V";
    private static final String END = "(" + Types.BUFFER_TYPE + Types.STRING_TYPE + ")" + Types.VALUE_TYPE;
    private static final int MOST_VALUES = 20;

    private final MethodGenerator method;
    private final Instructions code;
    private final LuaString format;
    private final List<Expression> values;

    private FormatCall(MethodGenerator method, LuaString format, List<Expression> values) {
        this.method = method;
        this.code = method.code;
        this.format = format;
        this.values = values;
    }

    /** Null where the call does not look like one. */
    static @Nullable FormatCall of(Expression expression, MethodGenerator method) {
        if (method.function.isSpilled()) {
            return null;
        }
        if (expression instanceof Expression.MethodCall call) {
            return of(call.object(), call.arguments(), method);
        }
        List<Expression> arguments = ((Expression.Call) expression).arguments();
        return arguments.isEmpty() ? null : of(arguments.get(0), arguments.subList(1, arguments.size()), method);
    }

    private static @Nullable FormatCall of(Expression first, List<Expression> values, MethodGenerator method) {
        Expression inner = first;
        while (inner instanceof Expression.Parentheses parentheses) {
            inner = parentheses.inner();
        }
        int count = values.size();
        return inner instanceof Expression.Text text
                        && count > 0
                        && count <= MOST_VALUES
                        && !Exits.isOpen(values)
                        && DirectConversion.count(text.value(), method.chunk().dialect()) == count
                        && method.function.constants().takesConversions(count)
                ? new FormatCall(method, text.value(), values)
                : null;
    }

    /**
     * Pushes the result, with the function on the stack and in its slot.
     *
     * @param otherwise generates what is done if it is no simple case; what it gets pushes the arguments
     */
    void push(Callee callee, Operation operation, Consumer<Runnable> otherwise) {
        code.insn(Opcodes.POP);
        Operand[] operands = method.statements.assignments().evaluate(values, values.size());
        int function = code.newSlot();
        int out = code.newSlot();
        Label failed = new Label();
        Label other = new Label();
        Label end = new Label();
        code.load(callee.slot());
        code.type(Opcodes.INSTANCEOF, FORMAT);
        code.jump(Opcodes.IFEQ, other);
        code.load(callee.slot());
        code.type(Opcodes.CHECKCAST, FORMAT);
        code.store(function);
        code.load(function);
        code.invokeVirtual(FORMAT, "begin", BEGIN);
        code.store(out);
        for (int i = 0; i < operands.length; i++) {
            method.function.constants().push(code, format, i);
            code.load(out);
            String type = pushOperand(operands[i]);
            code.invokeVirtual(Types.CONVERSION, "append", "(" + Types.BUFFER_TYPE + type + ")Z");
            code.jump(Opcodes.IFEQ, failed);
        }
        code.load(function);
        code.load(out);
        Dialect dialect = method.chunk().dialect();
        method.constant(DirectConversion.rest(format, dialect));
        method.sites.mark(callee.line(), operation, callee.name());
        code.invokeVirtual(FORMAT, "call", END);
        code.jump(Opcodes.GOTO, end);
        code.label(failed);
        code.load(function);
        code.load(out);
        code.invokeVirtual(FORMAT, "abandon", ABANDON);
        code.label(other);
        otherwise.accept(() -> pushList(operands));
        code.label(end);
    }

    /** Returns its type. */
    private String pushOperand(Operand operand) {
        if (operand instanceof Operand.Whole counter) {
            counter.pushWhole(code);
            return "J";
        }
        if (operand.isNumber()) {
            operand.pushNumber(code);
            return "D";
        }
        if (operand instanceof Operand.Dual dual) {
            dual.pushTag(code);
            dual.pushNumber(code);
            return Types.VALUE_TYPE + "D";
        }
        operand.pushValue(code);
        return Types.VALUE_TYPE;
    }

    private void pushList(Operand[] operands) {
        code.push(operands.length + 1);
        code.type(Opcodes.ANEWARRAY, Types.VALUE);
        for (int i = 0; i <= operands.length; i++) {
            code.insn(Opcodes.DUP);
            code.push(i);
            if (i == 0) {
                method.constant(format);
            } else {
                operands[i - 1].pushValue(code);
            }
            code.insn(Opcodes.AASTORE);
        }
        code.invokeStatic(Types.VALUE, "varargsOf", "([" + Types.VALUE_TYPE + ")" + Types.VARARGS_TYPE);
    }
}
