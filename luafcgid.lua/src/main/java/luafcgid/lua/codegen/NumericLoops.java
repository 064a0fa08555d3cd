package luafcgid.lua.codegen;

import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.Statement;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code for numeric {@code for}. */
final class NumericLoops {
    private static final String NUMBER = "(" + Types.STATE_TYPE + Types.VALUE_TYPE + ")D";
    private static final String CONTROL = Types.runtime("LoopControl");

    private final MethodGenerator method;
    private final Instructions code;

    NumericLoops(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
    }

    void generate(Statement.NumericFor loop) {
        int mark = code.mark();
        int initial = code.newSlot();
        int limit = code.newSlot();
        int step = code.newSlot();
        method.expressions.push(loop.start());
        code.store(initial);
        method.expressions.push(loop.limit());
        code.store(limit);
        if (loop.step() == null) {
            method.function
                    .constants()
                    .push(
                            code,
                            method.hasIntegers()
                                    ? (org.luaj.vm2.LuaNumber) org.luaj.vm2.LuaInteger.valueOf(1)
                                    : org.luaj.vm2.LuaDouble.valueOf(1));
        } else {
            method.expressions.push(loop.step());
        }
        code.store(step);
        if (method.hasIntegers()) {
            dynamic(loop, initial, limit, step);
        } else {
            floats(loop, initial, limit, step);
        }
        code.release(mark);
    }

    private void dynamic(Statement.NumericFor loop, int initial, int limit, int step) {
        Label top = new Label();
        Label end = new Label();
        int control = code.newSlot();
        method.loadState();
        code.load(initial);
        code.load(limit);
        code.load(step);
        String descriptor = "(" + Types.STATE_TYPE + Types.VALUE_TYPE.repeat(3) + ")" + Types.of(CONTROL);
        method.runtime(loop.line(), Operation.OTHER, "Loops", "control", descriptor);
        code.insn(Opcodes.DUP);
        code.store(control);
        code.jump(Opcodes.IFNULL, end);
        code.label(top);
        code.load(control);
        code.invokeVirtual(CONTROL, "value", "()" + Types.VALUE_TYPE);
        body(loop, end);
        code.load(control);
        code.invokeVirtual(CONTROL, "advance", "()Z");
        code.jump(Opcodes.IFNE, top);
        code.label(end);
    }

    private void floats(Statement.NumericFor loop, int initial, int limit, int step) {
        int value = number(loop, initial, "initial");
        int last = number(loop, limit, "limit");
        int by = number(loop, step, "step");
        Label top = new Label();
        Label end = new Label();
        code.label(top);
        code.variable(Opcodes.DLOAD, value);
        code.variable(Opcodes.DLOAD, last);
        code.variable(Opcodes.DLOAD, by);
        code.invokeStatic(Types.runtime("Loops"), "goesOn", "(DDD)Z");
        code.jump(Opcodes.IFEQ, end);
        code.variable(Opcodes.DLOAD, value);
        code.invokeStatic(Types.runtime("Coercion"), "number", "(D)Lorg/luaj/vm2/LuaNumber;");
        body(loop, end);
        code.variable(Opcodes.DLOAD, value);
        code.variable(Opcodes.DLOAD, by);
        code.insn(Opcodes.DADD);
        code.variable(Opcodes.DSTORE, value);
        code.jump(Opcodes.GOTO, top);
        code.label(end);
    }

    /** With the variable's value on the stack. */
    private void body(Statement.NumericFor loop, Label end) {
        int mark = code.mark();
        method.variables.declare(code, loop.variable());
        method.scopes.enterLoop(end);
        method.statements.block(loop.block());
        method.scopes.leaveLoop();
        code.release(mark);
        method.safepoint(loop.line());
    }

    private int number(Statement.NumericFor loop, int slot, String what) {
        int number = code.newWideSlot();
        method.loadState();
        code.load(slot);
        method.runtime(loop.line(), Operation.OTHER, "Loops", what, NUMBER);
        code.variable(Opcodes.DSTORE, number);
        return number;
    }
}
