package luafcgid.lua.codegen;

import luafcgid.lua.runtime.Operation;
import luafcgid.lua.runtime.Site;
import luafcgid.lua.syntax.Local;
import luafcgid.lua.syntax.Statement;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code for loops. */
final class Loops {
    private final MethodGenerator method;
    private final Instructions code;
    private final NumericLoops numeric;

    Loops(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
        this.numeric = new NumericLoops(method);
    }

    void generate(Statement statement) {
        int mark = code.mark();
        if (statement instanceof Statement.While loop) {
            repeatWhile(loop);
        } else if (statement instanceof Statement.Repeat loop) {
            repeatUntil(loop);
        } else if (statement instanceof Statement.NumericFor loop) {
            numeric.generate(loop);
        } else if (statement instanceof Statement.GenericFor loop) {
            generic(loop);
        } else {
            throw new IllegalArgumentException(
                    "no code for " + statement.getClass().getSimpleName());
        }
        code.release(mark);
    }

    private void repeatWhile(Statement.While loop) {
        Label top = new Label();
        Label end = new Label();
        code.label(top);
        method.conditions.jump(loop.condition(), end, false);
        method.scopes.enterLoop(end);
        method.statements.block(loop.block());
        method.scopes.leaveLoop();
        method.safepoint(loop.line());
        code.jump(Opcodes.GOTO, top);
        code.label(end);
    }

    private void repeatUntil(Statement.Repeat loop) {
        Label top = new Label();
        Label end = new Label();
        code.label(top);
        method.scopes.enterLoop(end);
        method.statements.repeatBlock(loop, end);
        method.scopes.leaveLoop();
        method.safepoint(loop.line());
        code.jump(Opcodes.GOTO, top);
        code.label(end);
    }

    private void generic(Statement.GenericFor loop) {
        boolean closes = method.chunk().dialect() == luafcgid.lua.Dialect.LUA_5_4;
        int[] slots = slots(method.statements.assignments().evaluate(loop.values(), closes ? 4 : 3));
        if (!closes) {
            iterate(loop, slots);
            return;
        }
        method.loadState();
        code.load(slots[3]);
        code.constant("(for state)");
        method.runtime(
                loop.line(),
                Operation.OTHER,
                "Closing",
                "check",
                "(" + Types.STATE_TYPE + Types.VALUE_TYPE + "Ljava/lang/String;)V");
        Label end = new Label();
        method.scopes.closing(() -> code.load(slots[3]), loop.line(), () -> iterate(loop, slots));
        code.label(end);
    }

    private int[] slots(Operand[] values) {
        int[] slots = new int[values.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = code.newSlot();
            values[i].pushValue(code);
            code.store(slots[i]);
        }
        return slots;
    }

    private void iterate(Statement.GenericFor loop, int[] slots) {
        Label top = new Label();
        Label end = new Label();
        code.label(top);
        int mark = code.mark();
        Local first = loop.variables().get(0);
        Site.Name name = new Site.Name("for iterator", "for iterator");
        code.load(slots[0]);
        if (loop.variables().size() == 1) {
            code.load(slots[1]);
            code.load(slots[2]);
            method.loadState();
            method.runtime(
                    loop.callLine(),
                    Operation.ITERATE,
                    "Calls",
                    "call",
                    Types.values(3, "").replace(")", Types.STATE_TYPE + ")") + Types.VALUE_TYPE,
                    name);
            code.store(slots[2]);
            leaveAtNil(slots[2], end);
            code.load(slots[2]);
            method.variables.declare(code, first);
        } else {
            int results = code.newSlot();
            method.loadState();
            code.insn(Opcodes.SWAP);
            code.load(slots[1]);
            code.load(slots[2]);
            method.runtime(
                    loop.callLine(),
                    Operation.ITERATE,
                    "Calls",
                    "results",
                    "(" + Types.STATE_TYPE + Types.VALUE_TYPE.repeat(3) + ")" + Types.VARARGS_TYPE,
                    name);
            code.store(results);
            for (int i = 0; i < loop.variables().size(); i++) {
                code.load(results);
                code.push(i + 1);
                code.invokeVirtual(Types.VARARGS, "arg", "(I)" + Types.VALUE_TYPE);
                if (i == 0) {
                    code.store(slots[2]);
                    leaveAtNil(slots[2], end);
                    code.load(slots[2]);
                }
                method.variables.declare(code, loop.variables().get(i));
            }
        }
        method.scopes.enterLoop(end);
        method.statements.block(loop.block());
        method.scopes.leaveLoop();
        code.release(mark);
        method.safepoint(loop.line());
        code.jump(Opcodes.GOTO, top);
        code.label(end);
    }

    private void leaveAtNil(int slot, Label end) {
        code.load(slot);
        code.invokeStatic(Types.runtime("Comparison"), "isNil", "(" + Types.VALUE_TYPE + ")Z");
        code.jump(Opcodes.IFNE, end);
    }
}
