package luafcgid.lua.codegen;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.analysis.Exits;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.Block;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.Local;
import luafcgid.lua.syntax.Statement;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code for statements. */
final class Statements {
    private final MethodGenerator method;
    private final Instructions code;
    private final Assignments assignments;

    Statements(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
        this.assignments = new Assignments(method);
    }

    Assignments assignments() {
        return assignments;
    }

    /** A block, its variables in a scope of their own. */
    void block(Block block) {
        int mark = code.mark();
        sequence(block.statements());
        code.release(mark);
    }

    /** The block of a {@code repeat}, whose condition sees its variables. */
    void repeatBlock(Statement.Repeat loop, Label end) {
        int mark = code.mark();
        List<Statement> statements = loop.block().statements();
        boolean closes = statements.stream()
                .anyMatch(statement ->
                        statement instanceof Statement.LocalDeclaration declaration && closed(declaration) != null);
        method.scopes.announce(statements);
        if (closes) {
            int outcome = code.newSlot();
            inline(statements, () -> {
                method.expressions.push(loop.condition());
                code.store(outcome);
            });
            code.load(outcome);
            code.invokeStatic(Types.runtime("Comparison"), "isTrue", "(" + Types.VALUE_TYPE + ")Z");
            code.jump(Opcodes.IFNE, end);
        } else {
            sequence(statements);
            method.conditions.jump(loop.condition(), end, true);
        }
        code.release(mark);
    }

    /** Statements of one scope. */
    void sequence(List<Statement> statements) {
        method.scopes.announce(statements);
        if (!method.function.spread(method, statements)) {
            inline(statements, null);
        }
    }

    /** Statements of one scope, here and now, and what else belongs to the scope. */
    void inline(List<Statement> statements, @Nullable Runnable after) {
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            statement(statement);
            if (statement instanceof Statement.LocalDeclaration declaration) {
                Local local = closed(declaration);
                if (local != null) {
                    closing(local, statements.subList(i + 1, statements.size()), after);
                    return;
                }
            }
        }
        if (after != null) {
            after.run();
        }
    }

    /** The rest of a scope, after the declaration of a to-be-closed variable. */
    private void closing(Local local, List<Statement> rest, @Nullable Runnable after) {
        int end = rest.size();
        // Labels at the end of a block are outside of the variable's scope.
        while (after == null && end > 0 && rest.get(end - 1) instanceof Statement.LabelStatement) {
            end--;
        }
        List<Statement> within = rest.subList(0, end);
        method.loadState();
        method.variables.load(code, local);
        code.constant(local.name());
        method.runtime(
                local.line(),
                Operation.OTHER,
                "Closing",
                "check",
                "(" + Types.STATE_TYPE + Types.VALUE_TYPE + "Ljava/lang/String;)V");
        method.scopes.closing(() -> method.variables.load(code, local), local.line(), () -> {
            method.scopes.announce(within);
            inline(within, after);
        });
        inline(rest.subList(end, rest.size()), null);
    }

    static @Nullable Local closed(Statement.LocalDeclaration declaration) {
        return declaration.locals().stream()
                .filter(local -> local.attribute() == Local.Attribute.CLOSE)
                .findFirst()
                .orElse(null);
    }

    void statement(Statement statement) {
        if (statement instanceof Statement.LocalDeclaration || statement instanceof Statement.LocalFunction) {
            generate(statement);
        } else {
            int mark = code.mark();
            generate(statement);
            code.release(mark);
        }
    }

    private void generate(Statement statement) {
        if (!(statement instanceof Statement.LabelStatement || statement instanceof Statement.Do)) {
            method.sites.line(statement.line());
        }
        if (statement instanceof Statement.LocalDeclaration declaration) {
            assignments.declare(declaration);
        } else if (statement instanceof Statement.LocalFunction function) {
            localFunction(function);
        } else if (statement instanceof Statement.Assignment assignment) {
            assignments.assign(assignment);
        } else if (statement instanceof Statement.CallStatement call) {
            if (isCollection(call.call())) {
                code.clearUnused();
            }
            method.calls.pushOne(call.call());
            code.insn(Opcodes.POP);
        } else if (statement instanceof Statement.Do scope) {
            block(scope.block());
        } else if (statement instanceof Statement.If branches) {
            branch(branches);
        } else if (statement instanceof Statement.Return exit) {
            exit(exit);
        } else if (statement instanceof Statement.Break) {
            method.scopes.breakLoop();
        } else if (statement instanceof Statement.Goto jump) {
            method.scopes.jump(jump);
        } else if (statement instanceof Statement.LabelStatement label) {
            method.scopes.place(label.label());
        } else {
            method.loops.generate(statement);
        }
    }

    private void localFunction(Statement.LocalFunction function) {
        Local local = function.local();
        if (method.variables.isCell(local)) {
            method.expressions.pushNil();
            method.variables.declare(code, local);
            method.function.pushClosure(method, function.function().body());
            method.variables.store(code, local);
        } else {
            method.function.pushSelfAware(method, function.function().body(), local);
            method.variables.declare(code, local);
        }
    }

    private void branch(Statement.If branches) {
        Label end = new Label();
        Block otherwise = branches.otherwise();
        List<Statement.Clause> clauses = branches.clauses();
        for (int i = 0; i < clauses.size(); i++) {
            boolean last = i == clauses.size() - 1 && otherwise == null;
            Label next = last ? end : new Label();
            method.conditions.jump(clauses.get(i).condition(), next, false);
            block(clauses.get(i).block());
            if (!last) {
                code.jump(Opcodes.GOTO, end);
                code.label(next);
            }
        }
        if (otherwise != null) {
            block(otherwise);
        }
        code.label(end);
    }

    private void exit(Statement.Return exit) {
        List<Expression> values = exit.values();
        boolean closing = method.scopes.mustClose();
        if (values.size() == 1 && !Exits.isOpen(values)) {
            method.expressions.push(values.get(0));
        } else if (values.size() == 1 && method.allowsTailCalls() && !(values.get(0) instanceof Expression.Vararg)) {
            method.calls.pushTail(values.get(0));
        } else {
            method.calls.pushList(new ArrayList<>(values));
        }
        if (closing) {
            int mark = code.mark();
            int result = code.newSlot();
            code.store(result);
            leaveWith(result);
            code.release(mark);
        } else {
            method.leave();
        }
    }

    /** Whether it may be a call of {@code collectgarbage}, which should not find what ended blocks and expressions have left. */
    private boolean isCollection(Expression call) {
        return call instanceof Expression.Call plain
                && method.operands.name(plain.function()).name().equals("collectgarbage");
    }

    /** Returns what is in a slot, once what has to be closed is. */
    void leaveWith(int result) {
        method.scopes.closeAll();
        code.load(result);
        method.leave();
        method.scopes.resume(0);
    }
}
