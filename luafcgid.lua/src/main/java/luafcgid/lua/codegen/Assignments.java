package luafcgid.lua.codegen;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.analysis.Exits;
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

    void declare(Statement.LocalDeclaration declaration) {
        List<Local> locals = declaration.locals();
        if (locals.size() == 1 && declaration.values().size() == 1) {
            method.expressions.push(declaration.values().get(0));
            method.variables.declare(code, locals.get(0));
            return;
        }
        int[] slots = evaluate(declaration.values(), locals.size());
        for (int i = 0; i < slots.length; i++) {
            code.load(slots[i]);
            method.variables.declare(code, locals.get(i));
        }
    }

    void assign(Statement.Assignment assignment) {
        if (assignment.targets().size() == 1 && assignment.values().size() == 1) {
            assignOne(assignment.targets().get(0), assignment.values().get(0));
            return;
        }
        int mark = code.mark();
        List<int[]> prefixes = new ArrayList<>();
        for (Expression target : assignment.targets()) {
            prefixes.add(prefix(target));
        }
        int[] values = evaluate(assignment.values(), prefixes.size());
        for (int i = values.length - 1; i >= 0; i--) {
            store(assignment.targets().get(i), prefixes.get(i), values[i]);
        }
        code.release(mark);
    }

    private void assignOne(Expression target, Expression value) {
        if (target instanceof Expression.Variable variable) {
            method.expressions.push(value);
            method.variables.store(code, variable.local());
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
        method.runtime(global.line(), Operation.SET_INDEX, "Indexing", "set", SET, method.operands.name(global));
    }

    /** Evaluates what an assignment to the target needs before any value is. */
    private int[] prefix(Expression target) {
        if (!(target instanceof Expression.Index index)) {
            return new int[0];
        }
        int object = code.newSlot();
        int key = code.newSlot();
        method.expressions.push(index.object());
        code.store(object);
        method.expressions.push(index.key());
        code.store(key);
        return new int[] {object, key};
    }

    private void store(Expression target, int[] prefix, int value) {
        if (target instanceof Expression.Variable variable) {
            code.load(value);
            method.variables.store(code, variable.local());
            return;
        }
        method.loadState();
        if (target instanceof Expression.Global global) {
            method.tables.pushEnvironment();
            method.constant(global.name());
            code.load(value);
            setGlobal(global);
        } else {
            code.load(prefix[0]);
            code.load(prefix[1]);
            code.load(value);
            method.tables.set((Expression.Index) target);
        }
    }

    /** Evaluates a list for a number of variables; the values are in slots of their own. */
    int[] evaluate(List<Expression> values, int wanted) {
        int[] slots = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            slots[i] = code.newSlot();
        }
        boolean open = Exits.isOpen(values) && values.size() <= wanted;
        int single = open ? values.size() - 1 : values.size();
        for (int i = 0; i < single; i++) {
            method.expressions.push(values.get(i));
            if (i < wanted) {
                code.store(slots[i]);
            } else {
                code.insn(Opcodes.POP);
            }
        }
        if (open && values.size() == wanted) {
            method.expressions.push(values.get(single));
            code.store(slots[single]);
        } else if (open) {
            spread(values.get(single), slots, single);
        } else {
            for (int i = single; i < wanted; i++) {
                method.expressions.pushNil();
                code.store(slots[i]);
            }
        }
        return slots;
    }

    private void spread(Expression value, int[] slots, int first) {
        int results = code.newSlot();
        method.calls.pushAll(value);
        code.store(results);
        for (int i = first; i < slots.length; i++) {
            code.load(results);
            code.push(i - first + 1);
            code.invokeVirtual(Types.VARARGS, "arg", "(I)" + Types.VALUE_TYPE);
            code.store(slots[i]);
        }
    }
}
