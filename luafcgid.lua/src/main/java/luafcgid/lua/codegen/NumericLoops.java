package luafcgid.lua.codegen;

import luafcgid.lua.analysis.Kind;
import luafcgid.lua.analysis.Kinds;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.Local;
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
        if (method.keepsNumbers()) {
            numbers(loop);
            code.release(mark);
            return;
        }
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
        method.runtime(loop.headLine(), Operation.OTHER, "Loops", "control", descriptor);
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

    private void numbers(Statement.NumericFor loop) {
        Local variable = loop.variable();
        Operand initial = method.numbers.snapshot(loop.start());
        Operand limit = method.numbers.snapshot(loop.limit());
        Expression stepExpression = loop.step();
        Operand step = stepExpression == null ? new Operand.Constant(1) : method.numbers.snapshot(stepExpression);
        if (method.variables.kinds().of(variable) == Kind.WHOLE) {
            Long constant = stepExpression == null ? Long.valueOf(1) : Kinds.wholeConstant(stepExpression);
            count(loop, initial, limit, java.util.Objects.requireNonNull(constant));
            return;
        }
        int value = decimal(loop, initial, "initial");
        int last = decimal(loop, limit, "limit");
        int by = decimal(loop, step, "step");
        floatLoop(loop, value, last, by);
    }

    /** Counts in a variable that is never anything but a small whole number. */
    private void count(Statement.NumericFor loop, Operand initial, Operand limit, long step) {
        Operand.Whole counter = (Operand.Whole) method.variables.declareNumber(code, loop.variable());
        int last = code.newWideSlot();
        if (initial instanceof Operand.Whole whole) {
            whole.pushWhole(code);
        } else {
            initial.pushNumber(code);
            code.insn(Opcodes.D2L);
        }
        code.variable(Opcodes.LSTORE, counter.slot());
        code.variable(Opcodes.DLOAD, decimal(loop, limit, "limit"));
        code.push(step > 0 ? 1 : 0);
        code.invokeStatic(Types.runtime("Loops"), "countingLimit", "(DZ)J");
        code.variable(Opcodes.LSTORE, last);
        Label top = new Label();
        Label end = new Label();
        code.label(top);
        code.variable(Opcodes.LLOAD, counter.slot());
        code.variable(Opcodes.LLOAD, last);
        code.insn(Opcodes.LCMP);
        code.jump(step > 0 ? Opcodes.IFGT : Opcodes.IFLT, end);
        block(loop, end);
        code.variable(Opcodes.LLOAD, counter.slot());
        code.push(step);
        code.insn(Opcodes.LADD);
        code.variable(Opcodes.LSTORE, counter.slot());
        code.jump(Opcodes.GOTO, top);
        code.label(end);
    }

    /** The operand as a float in a slot of its own. */
    private int decimal(Statement.NumericFor loop, Operand operand, String what) {
        int number = code.newWideSlot();
        Label other = new Label();
        Label end = new Label();
        operand.checkNumber(code, other);
        operand.pushNumber(code);
        code.variable(Opcodes.DSTORE, number);
        if (!operand.isNumber()) {
            code.jump(Opcodes.GOTO, end);
            code.label(other);
            method.loadState();
            operand.pushValue(code);
            method.runtime(loop.headLine(), Operation.OTHER, "Loops", what, NUMBER);
            code.variable(Opcodes.DSTORE, number);
            code.label(end);
        }
        return number;
    }

    private void floats(Statement.NumericFor loop, int initial, int limit, int step) {
        int value = number(loop, initial, "initial");
        int last = number(loop, limit, "limit");
        int by = number(loop, step, "step");
        floatLoop(loop, value, last, by);
    }

    private void floatLoop(Statement.NumericFor loop, int value, int last, int by) {
        Label top = new Label();
        Label end = new Label();
        code.variable(Opcodes.DLOAD, value);
        code.variable(Opcodes.DLOAD, by);
        code.invokeStatic(Types.runtime("Loops"), "first", "(DD)D");
        code.variable(Opcodes.DSTORE, value);
        code.label(top);
        code.variable(Opcodes.DLOAD, value);
        code.variable(Opcodes.DLOAD, last);
        code.variable(Opcodes.DLOAD, by);
        code.invokeStatic(Types.runtime("Loops"), "goesOn", "(DDD)Z");
        code.jump(Opcodes.IFEQ, end);
        int mark = code.mark();
        code.variable(Opcodes.DLOAD, value);
        Kind kind = method.variables.kinds().of(loop.variable());
        if (kind == Kind.VALUE) {
            code.invokeStatic(Types.runtime("Coercion"), "number", "(D)Lorg/luaj/vm2/LuaNumber;");
            method.variables.declare(code, loop.variable());
        } else if (method.variables.declareNumber(code, loop.variable()) instanceof Operand.Dual dual) {
            dual.storeNumber(code);
        } else {
            code.variable(Opcodes.DSTORE, ((Operand.Decimal) method.variables.operand(loop.variable())).slot());
        }
        block(loop, end);
        code.release(mark);
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
        block(loop, end);
        code.release(mark);
    }

    private void block(Statement.NumericFor loop, Label end) {
        method.scopes.enterLoop(end);
        method.statements.block(loop.block());
        method.scopes.leaveLoop();
        method.safepoint(loop.line());
    }

    private int number(Statement.NumericFor loop, int slot, String what) {
        int number = code.newWideSlot();
        method.loadState();
        code.load(slot);
        method.runtime(loop.headLine(), Operation.OTHER, "Loops", what, NUMBER);
        code.variable(Opcodes.DSTORE, number);
        return number;
    }
}
