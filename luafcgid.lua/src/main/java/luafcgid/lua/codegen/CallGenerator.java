package luafcgid.lua.codegen;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.analysis.Exits;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.runtime.Site;
import luafcgid.lua.syntax.Expression;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code for calls, and for lists of values. */
final class CallGenerator {
    private static final String LIST = "([" + Types.VALUE_TYPE + Types.VARARGS_TYPE + ")" + Types.VARARGS_TYPE;
    private static final String RESULTS =
            "(" + Types.STATE_TYPE + Types.VALUE_TYPE + Types.VARARGS_TYPE + ")" + Types.VARARGS_TYPE;
    private static final int MOST_DIRECT = 3;
    private static final int MOST_ARGUMENTS = 4;

    private final MethodGenerator method;
    private final Instructions code;

    CallGenerator(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
    }

    /** The first result of a call. */
    void pushOne(Expression expression) {
        int mark = code.mark();
        if (expression instanceof Expression.Call call
                && call.function() instanceof Expression.Variable variable
                && method.variables.isSelf(variable.local())
                && method.function.takes(call.arguments())) {
            code.load(0);
            call.arguments().forEach(method.expressions::push);
            method.sites.mark(call.line(), Operation.CALL, method.operands.name(call.function()));
            code.invokeVirtual(
                    method.function.className(),
                    "call",
                    Types.values(call.arguments().size(), Types.VALUE_TYPE));
            return;
        }
        FormatCall format = FormatCall.of(expression, method);
        Callee callee = pushCallee(expression, true);
        if (format != null) {
            format.push(callee, Operation.CALL, list -> {
                code.load(callee.slot());
                list.run();
                finish(callee, "call", Types.VARARGS_TYPE, Types.VALUE_TYPE);
            });
        } else if (callee.isOpen() || callee.arguments().size() > MOST_ARGUMENTS) {
            pushList(callee.arguments(), callee.last());
            finish(callee, "call", Types.VARARGS_TYPE, Types.VALUE_TYPE);
        } else if (callee.arguments().size() > MOST_DIRECT) {
            callee.arguments().forEach(Runnable::run);
            finish(callee, "call", Types.VALUE_TYPE.repeat(callee.arguments().size()), Types.VALUE_TYPE);
        } else {
            pushDirect(callee);
        }
        code.release(mark);
    }

    /** Functions are called here and now, so that the JVM learns what this very call leads to. */
    private void pushDirect(Callee callee) {
        int count = callee.arguments().size();
        Label other = new Label();
        Label end = new Label();
        callee.arguments().forEach(Runnable::run);
        code.load(callee.slot());
        code.type(Opcodes.INSTANCEOF, "org/luaj/vm2/LuaFunction");
        code.jump(Opcodes.IFEQ, other);
        method.sites.mark(callee.line(), Operation.CALL, callee.name());
        code.invokeVirtual(Types.VALUE, "call", Types.values(count, Types.VALUE_TYPE));
        code.jump(Opcodes.GOTO, end);
        code.label(other);
        finish(callee, "call", Types.VALUE_TYPE.repeat(count), Types.VALUE_TYPE);
        code.label(end);
    }

    /** With the function and the arguments on the stack. */
    private void finish(Callee callee, String name, String arguments, String result) {
        method.loadState();
        method.runtime(
                callee.line(),
                Operation.CALL,
                "Calls",
                name,
                "(" + Types.VALUE_TYPE + arguments + Types.STATE_TYPE + ")" + result,
                callee.name());
    }

    /** All values of a call or of {@code ...}. */
    void pushAll(Expression expression) {
        if (expression instanceof Expression.Vararg) {
            code.load(method.varargSlot);
            return;
        }
        pushResults(expression, "Calls", "results", Operation.CALL);
    }

    /** All results of a call in tail position; the call may still be pending. */
    void pushTail(Expression expression) {
        pushResults(expression, "TailCall", "of", Operation.TAIL_CALL);
    }

    private void pushResults(Expression expression, String owner, String name, Operation operation) {
        int mark = code.mark();
        FormatCall format = FormatCall.of(expression, method);
        if (format != null) {
            Callee callee = pushCallee(expression, true);
            format.push(callee, operation, list -> {
                method.loadState();
                code.load(callee.slot());
                list.run();
                method.runtime(callee.line(), operation, owner, name, RESULTS, callee.name());
            });
            code.release(mark);
            return;
        }
        method.loadState();
        Callee callee = pushCallee(expression, false);
        String arguments;
        if (callee.isOpen() || callee.arguments().size() > MOST_DIRECT) {
            pushList(callee.arguments(), callee.last());
            arguments = Types.VARARGS_TYPE;
        } else {
            callee.arguments().forEach(Runnable::run);
            arguments = Types.VALUE_TYPE.repeat(callee.arguments().size());
        }
        String descriptor = "(" + Types.STATE_TYPE + Types.VALUE_TYPE + arguments + ")" + Types.VARARGS_TYPE;
        method.runtime(callee.line(), operation, owner, name, descriptor, callee.name());
        code.release(mark);
    }

    /** Pushes the function. */
    private Callee pushCallee(Expression expression, boolean kept) {
        List<Runnable> arguments = new ArrayList<>();
        if (expression instanceof Expression.MethodCall call) {
            method.expressions.push(call.object());
            int object = code.newSlot();
            code.store(object);
            method.loadState();
            code.load(object);
            method.constant(call.name());
            method.runtime(
                    call.nameLine(),
                    Operation.INDEX,
                    "Indexing",
                    "method",
                    "(" + Types.STATE_TYPE + Types.VALUE_TYPE + Types.STRING_TYPE + ")" + Types.VALUE_TYPE,
                    method.operands.name(call.object()),
                    new Site.Name("constant", call.name().tojstring()));
            arguments.add(() -> code.load(object));
            Site.Name name = new Site.Name("method", call.name().tojstring());
            return callee(call.line(), name, arguments, call.arguments(), kept);
        }
        Expression.Call call = (Expression.Call) expression;
        method.expressions.push(call.function());
        return callee(call.line(), method.operands.name(call.function()), arguments, call.arguments(), kept);
    }

    private Callee callee(int line, Site.Name name, List<Runnable> before, List<Expression> arguments, boolean kept) {
        int slot = -1;
        if (kept) {
            slot = code.newSlot();
            code.insn(Opcodes.DUP);
            code.store(slot);
        }
        boolean open = Exits.isOpen(arguments);
        List<Expression> single = open ? arguments.subList(0, arguments.size() - 1) : arguments;
        single.forEach(argument -> before.add(() -> method.expressions.push(argument)));
        Expression last = open ? arguments.get(arguments.size() - 1) : null;
        return new Callee(line, name, slot, before, last);
    }

    /** A list of values as one object. */
    void pushList(List<Expression> list) {
        boolean open = Exits.isOpen(list);
        List<Expression> single = open ? list.subList(0, list.size() - 1) : list;
        List<Runnable> pushes = new ArrayList<>();
        single.forEach(item -> pushes.add(() -> method.expressions.push(item)));
        pushList(pushes, open ? list.get(list.size() - 1) : null);
    }

    private void pushList(List<Runnable> single, @Nullable Expression last) {
        if (single.isEmpty()) {
            if (last == null) {
                code.field(Opcodes.GETSTATIC, Types.VALUE, "NONE", Types.VALUE_TYPE);
            } else {
                pushAll(last);
            }
            return;
        }
        if (single.size() == 1 && last == null) {
            single.get(0).run();
            return;
        }
        code.push(single.size());
        code.type(Opcodes.ANEWARRAY, Types.VALUE);
        for (int i = 0; i < single.size(); i++) {
            code.insn(Opcodes.DUP);
            code.push(i);
            single.get(i).run();
            code.insn(Opcodes.AASTORE);
        }
        if (last == null) {
            code.invokeStatic(Types.VALUE, "varargsOf", "([" + Types.VALUE_TYPE + ")" + Types.VARARGS_TYPE);
        } else {
            pushAll(last);
            code.invokeStatic(Types.runtime("Results"), "list", LIST);
        }
    }
}
