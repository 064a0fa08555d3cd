package luafcgid.lua.codegen;

import java.util.List;
import java.util.function.Consumer;
import luafcgid.lua.analysis.Closed;
import luafcgid.lua.analysis.Weight;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.Statement;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Spreads a function that is too large for a method of the JVM over several, which share its variables in an array. */
final class Spreading {
    /** What a method gets of a function. Small enough for the JVM to compile it to machine code. */
    private static final int PART = 250;

    private static final String FRAME = "[Ljava/lang/Object;" + Types.VARARGS_TYPE;
    private static final int VARARG_SLOT = 2;
    private static final int EXTRA_SLOT = 3;
    private static final int STATE_SLOT = 4;

    private final FunctionGenerator function;
    private final ClassWriter out;
    private final String className;
    private int parts;

    Spreading(FunctionGenerator function, ClassWriter out, String className) {
        this.function = function;
        this.out = out;
        this.className = className;
    }

    /** Generates the statements of a scope, as methods of their own where they are too many for one; says whether it did. */
    boolean spread(MethodGenerator method, List<Statement> statements) {
        if (Weight.of(statements, PART) < PART || !isSpreadable(statements)) {
            return false;
        }
        int first = 0;
        while (first < statements.size()) {
            int end = groupEnd(statements, first);
            List<Statement> group = statements.subList(first, end);
            if (group.size() == 1 || !group.stream().allMatch(Closed::isClosed)) {
                group.forEach(method.statements::statement);
            } else {
                statementsPart(method, group);
            }
            first = end;
        }
        return true;
    }

    private static boolean isSpreadable(List<Statement> statements) {
        return statements.size() > 1
                && statements.stream()
                        .noneMatch(statement -> statement instanceof Statement.LocalDeclaration declaration
                                && Statements.closed(declaration) != null);
    }

    private static int groupEnd(List<Statement> statements, int first) {
        int end = first;
        int weight = 0;
        boolean closed = Closed.isClosed(statements.get(first));
        while (end < statements.size() && weight < PART && Closed.isClosed(statements.get(end)) == closed) {
            int next = Weight.of(statements.get(end), PART);
            if (weight + next > PART && end > first) {
                break;
            }
            weight += next;
            end++;
        }
        return end;
    }

    private void statementsPart(MethodGenerator from, List<Statement> group) {
        String name = part(from, "Ljava/lang/Object;", Types.VARARGS_TYPE, part -> {
            part.inheritClosing(from);
            part.statements.inline(group, null);
            part.code.insn(Opcodes.ACONST_NULL);
            part.code.insn(Opcodes.ARETURN);
        });
        Instructions code = from.code;
        enter(from);
        code.insn(Opcodes.ACONST_NULL);
        call(from, name, "Ljava/lang/Object;", Types.VARARGS_TYPE);
        Label on = new Label();
        int mark = code.mark();
        int result = code.newSlot();
        code.store(result);
        code.load(result);
        code.jump(Opcodes.IFNULL, on);
        from.statements.leaveWith(result);
        code.label(on);
        code.release(mark);
    }

    /** Pushes an expression by a method of its own. */
    void push(MethodGenerator from, Expression expression) {
        String name = part(from, "Ljava/lang/Object;", Types.VALUE_TYPE, part -> {
            part.expressions.pushHere(expression);
            part.code.insn(Opcodes.ARETURN);
        });
        enter(from);
        from.code.insn(Opcodes.ACONST_NULL);
        call(from, name, "Ljava/lang/Object;", Types.VALUE_TYPE);
    }

    /** Fills a table, which is on the stack and stays there, by a method of its own; that finds the table in the slot it is told. */
    void fill(MethodGenerator from, java.util.function.ObjIntConsumer<MethodGenerator> fields) {
        String name = part(from, Types.TABLE_TYPE, "V", part -> {
            fields.accept(part, EXTRA_SLOT);
            part.code.insn(Opcodes.RETURN);
        });
        Instructions code = from.code;
        int mark = code.mark();
        int table = code.newSlot();
        code.store(table);
        enter(from);
        code.load(table);
        call(from, name, Types.TABLE_TYPE, "V");
        code.load(table);
        code.release(mark);
    }

    private void enter(MethodGenerator from) {
        from.code.load(0);
        from.code.load(MethodGenerator.FRAME_SLOT);
        if (from.varargSlot < 0) {
            from.code.insn(Opcodes.ACONST_NULL);
        } else {
            from.code.load(from.varargSlot);
        }
    }

    private void call(MethodGenerator from, String name, String extra, String result) {
        from.sites.mark(0, Operation.CONTINUE);
        from.code.invokeVirtual(className, name, "(" + FRAME + extra + ")" + result);
    }

    private String part(MethodGenerator from, String extra, String result, Consumer<MethodGenerator> generate) {
        String name = "part" + parts++;
        String descriptor = "(" + FRAME + extra + ")" + result;
        Instructions code =
                new Instructions(out.visitMethod(Opcodes.ACC_FINAL, name, descriptor, null, null), STATE_SLOT + 1);
        code.load(0);
        code.field(Opcodes.GETFIELD, Types.CLOSURE, "state", Types.STATE_TYPE);
        code.store(STATE_SLOT);
        int vararg = from.varargSlot < 0 ? -1 : VARARG_SLOT;
        MethodGenerator part = new MethodGenerator(function, code, from.variables, STATE_SLOT, vararg);
        function.note(name, descriptor, part.sites);
        generate.accept(part);
        code.end();
        return name;
    }
}
