package luafcgid.lua.codegen;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.analysis.Exits;
import luafcgid.lua.analysis.Kind;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.Local;
import luafcgid.lua.syntax.Statement;
import org.objectweb.asm.Opcodes;

/** Code for declarations and assignments. */
final class Assignments {
    private static final String SET = "(" + Types.STATE_TYPE + Types.VALUE_TYPE.repeat(3) + ")V";

    private final MethodGenerator method;
    private final Instructions code;

    Assignments(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
    }

    /** No value sees the new variables: each is stored as soon as it is evaluated, and takes no other place before. */
    void declare(Statement.LocalDeclaration declaration) {
        List<Local> locals = declaration.locals();
        List<Expression> values = declaration.values();
        boolean open = values.size() < locals.size() && Exits.isOpen(values);
        int single = open ? values.size() - 1 : values.size();
        for (int i = 0; i < single; i++) {
            if (i < locals.size()) {
                declare(locals.get(i), values.get(i));
            } else {
                method.expressions.push(values.get(i));
                code.insn(Opcodes.POP);
            }
        }
        if (open) {
            declareAll(locals.subList(single, locals.size()), values.get(single));
        } else {
            for (int i = single; i < locals.size(); i++) {
                method.expressions.pushNil();
                method.variables.declare(code, locals.get(i));
            }
        }
    }

    private void declare(Local local, Expression value) {
        if (method.variables.kinds().of(local) == Kind.VALUE) {
            method.expressions.push(value);
            method.variables.declare(code, local);
            return;
        }
        Operand variable = method.variables.declareNumber(code, local);
        int mark = code.mark();
        store(value, variable);
        code.release(mark);
    }

    private void declareAll(List<Local> locals, Expression value) {
        int results = code.newSlot();
        method.calls.pushAll(value);
        code.store(results);
        for (int i = 0; i < locals.size(); i++) {
            pushResult(results, i);
            method.variables.declare(code, locals.get(i));
        }
    }

    private void pushResult(int results, int index) {
        code.load(results);
        code.push(index + 1);
        code.invokeVirtual(Types.VARARGS, "arg", "(I)" + Types.VALUE_TYPE);
    }

    /** Evaluates an expression for a variable that is kept as a number, or beside one. */
    private void store(Expression value, Operand variable) {
        Operand.Dual dual = variable instanceof Operand.Dual target ? target : null;
        Operand operand = method.numbers.operand(value, dual);
        if (!operand.equals(variable)) {
            store(operand, variable);
        }
    }

    private void store(Operand value, Operand variable) {
        if (variable instanceof Operand.Dual dual) {
            dual.copy(code, value);
        } else if (variable instanceof Operand.Decimal number) {
            value.pushNumber(code);
            code.variable(Opcodes.DSTORE, number.slot());
        } else {
            throw new IllegalStateException("a counter is assigned to");
        }
    }

    void assign(Statement.Assignment assignment) {
        if (assignment.targets().size() == 1 && assignment.values().size() == 1) {
            assignOne(assignment.targets().get(0), assignment.values().get(0));
            return;
        }
        int mark = code.mark();
        List<Operand[]> prefixes = new ArrayList<>();
        for (Expression target : assignment.targets()) {
            prefixes.add(prefix(target));
        }
        Operand[] values = evaluate(assignment.values(), prefixes.size());
        for (int i = values.length - 1; i >= 0; i--) {
            store(assignment.targets().get(i), prefixes.get(i), values[i]);
        }
        code.release(mark);
    }

    private void assignOne(Expression target, Expression value) {
        if (target instanceof Expression.Variable variable) {
            if (method.variables.kinds().of(variable.local()) == Kind.VALUE) {
                method.expressions.push(value);
                method.variables.store(code, variable.local());
            } else {
                store(value, method.variables.operand(variable.local()));
            }
        } else if (target instanceof Expression.Global global) {
            method.loadState();
            method.tables.pushEnvironment();
            method.constant(global.name());
            method.expressions.push(value);
            setGlobal(global);
        } else {
            assignField((Expression.Index) target, value);
        }
    }

    /** A variable on the left is read after the right side was evaluated, as in C Lua. */
    private void assignField(Expression.Index target, Expression value) {
        if (method.reads.assign(target, value)) {
            return;
        }
        boolean late = !Operands.isSimple(value)
                && (method.operands.isReadLate(target.object()) || method.operands.isReadLate(target.key()));
        method.loadState();
        if (late && Operands.isSimple(target.key())) {
            int mark = code.mark();
            int slot = code.newSlot();
            boolean first = !method.operands.isReadLate(target.object());
            if (first) {
                method.expressions.push(target.object());
            }
            method.expressions.push(value);
            code.store(slot);
            if (!first) {
                method.expressions.push(target.object());
            }
            method.expressions.push(target.key());
            code.load(slot);
            code.release(mark);
        } else {
            method.operands.pushBoth(target.object(), target.key());
            method.expressions.push(value);
        }
        method.tables.set(target);
    }

    private void setGlobal(Expression.Global global) {
        method.runtime(
                global.line(), Operation.SET_INDEX, "Indexing", "set", SET, Operands.ENVIRONMENT, Operands.key(global));
    }

    /** Evaluates what an assignment to the target needs before any value is. */
    private Operand[] prefix(Expression target) {
        if (!(target instanceof Expression.Index index)) {
            return new Operand[0];
        }
        Operand object = value(index.object());
        boolean quick =
                method.keepsNumbers() && !(index.key() instanceof Expression.Text) && method.reads.isQuick(index.key());
        return new Operand[] {object, quick ? method.numbers.snapshot(index.key()) : value(index.key())};
    }

    private Operand.Value value(Expression expression) {
        int slot = code.newSlot();
        method.expressions.push(expression);
        code.store(slot);
        return new Operand.Value(slot);
    }

    private void store(Expression target, Operand[] prefix, Operand value) {
        if (target instanceof Expression.Variable variable) {
            if (method.variables.kinds().of(variable.local()) == Kind.VALUE) {
                value.pushValue(code);
                method.variables.store(code, variable.local());
            } else {
                store(value, method.variables.operand(variable.local()));
            }
            return;
        }
        if (target instanceof Expression.Global global) {
            method.loadState();
            method.tables.pushEnvironment();
            method.constant(global.name());
            value.pushValue(code);
            setGlobal(global);
            return;
        }
        Expression.Index index = (Expression.Index) target;
        boolean name = index.key() instanceof Expression.Text;
        if (method.keepsNumbers() && (name || !(prefix[1] instanceof Operand.Value))) {
            method.reads.put(index, ((Operand.Value) prefix[0]).slot(), name ? null : prefix[1], value);
            return;
        }
        method.loadState();
        prefix[0].pushValue(code);
        prefix[1].pushValue(code);
        value.pushValue(code);
        method.tables.set(index);
    }

    /** Evaluates a list for a number of variables; what is assigned to variables later does not change the values. */
    Operand[] evaluate(List<Expression> values, int wanted) {
        Operand[] operands = new Operand[wanted];
        boolean open = Exits.isOpen(values) && values.size() <= wanted;
        int single = open ? values.size() - 1 : values.size();
        for (int i = 0; i < single; i++) {
            Expression value = values.get(i);
            if (i >= wanted) {
                method.expressions.push(value);
                code.insn(Opcodes.POP);
            } else if (method.keepsNumbers()
                    && (method.numbers.isNumeric(value) || value instanceof Expression.Index)) {
                operands[i] = method.numbers.snapshot(value);
            } else {
                operands[i] = value(value);
            }
        }
        if (open && values.size() == wanted) {
            operands[single] = value(values.get(single));
        } else if (open) {
            spread(values.get(single), operands, single);
        } else {
            for (int i = single; i < wanted; i++) {
                int slot = code.newSlot();
                method.expressions.pushNil();
                code.store(slot);
                operands[i] = new Operand.Value(slot);
            }
        }
        return operands;
    }

    private void spread(Expression value, Operand[] operands, int first) {
        int results = code.newSlot();
        method.calls.pushAll(value);
        code.store(results);
        for (int i = first; i < operands.length; i++) {
            int slot = code.newSlot();
            pushResult(results, i - first);
            code.store(slot);
            operands[i] = new Operand.Value(slot);
        }
    }
}
