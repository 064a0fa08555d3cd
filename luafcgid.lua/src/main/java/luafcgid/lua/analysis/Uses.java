package luafcgid.lua.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import luafcgid.lua.syntax.BinaryOperator;
import luafcgid.lua.syntax.Block;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.Local;
import luafcgid.lua.syntax.Statement;
import luafcgid.lua.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a function does with its variables; functions within it are left out. */
final class Uses {
    /** A value that a variable is given; null for one that is not known. */
    record Assigned(Local local, @Nullable Expression value) {}

    private final Set<Local> numeric = new HashSet<>();
    private final List<Assigned> assignments = new ArrayList<>();
    private final List<Statement.NumericFor> loops = new ArrayList<>();

    /** Variables of which numbers are made, or that are keys or stored in tables: where they are numbers they should be no objects. */
    Set<Local> numeric() {
        return numeric;
    }

    List<Assigned> assignments() {
        return assignments;
    }

    List<Statement.NumericFor> loops() {
        return loops;
    }

    void visit(Block block) {
        block.statements().forEach(this::visit);
    }

    private void visit(Statement statement) {
        if (statement instanceof Statement.LocalDeclaration declaration) {
            for (int i = 0; i < declaration.locals().size(); i++) {
                assigned(declaration.locals().get(i), declaration.values(), i);
            }
            declaration.values().forEach(this::visit);
        } else if (statement instanceof Statement.Assignment assignment) {
            visit(assignment);
        } else if (statement instanceof Statement.LocalFunction function) {
            assignments.add(new Assigned(function.local(), null));
        } else if (statement instanceof Statement.CallStatement call) {
            visit(call.call());
        } else if (statement instanceof Statement.Return exit) {
            exit.values().forEach(this::visit);
        } else if (statement instanceof Statement.If branches) {
            branches.clauses().forEach(clause -> {
                visit(clause.condition());
                visit(clause.block());
            });
            Block otherwise = branches.otherwise();
            if (otherwise != null) {
                visit(otherwise);
            }
        } else {
            visitLoop(statement);
        }
    }

    private void visitLoop(Statement statement) {
        if (statement instanceof Statement.While loop) {
            visit(loop.condition());
        } else if (statement instanceof Statement.Repeat loop) {
            visit(loop.condition());
        } else if (statement instanceof Statement.NumericFor loop) {
            loops.add(loop);
            number(loop.start());
            number(loop.limit());
            if (loop.step() != null) {
                number(loop.step());
            }
        } else if (statement instanceof Statement.GenericFor loop) {
            loop.values().forEach(this::visit);
            loop.variables().forEach(variable -> assignments.add(new Assigned(variable, null)));
        }
        Block inner = Nested.block(statement);
        if (inner != null) {
            visit(inner);
        }
    }

    private void visit(Statement.Assignment assignment) {
        for (int i = 0; i < assignment.targets().size(); i++) {
            Expression target = assignment.targets().get(i);
            if (target instanceof Expression.Variable variable) {
                assigned(variable.local(), assignment.values(), i);
            } else {
                visit(target);
            }
        }
        assignment.values().forEach(this::number);
    }

    private void assigned(Local local, List<Expression> values, int index) {
        boolean known = index < values.size() - 1 || (index == values.size() - 1 && !Exits.isOpen(values.get(index)));
        assignments.add(new Assigned(local, known ? values.get(index) : null));
    }

    /** An expression whose value may be a number that need not be an object. */
    private void number(Expression expression) {
        if (expression instanceof Expression.Variable variable) {
            numeric.add(variable.local());
        } else {
            visit(expression);
        }
    }

    private void visit(Expression expression) {
        if (expression instanceof Expression.Binary binary) {
            visit(binary);
        } else if (expression instanceof Expression.Unary unary) {
            if (unary.operator() == UnaryOperator.NEGATE) {
                number(unary.operand());
            } else {
                visit(unary.operand());
            }
        } else if (expression instanceof Expression.Index index) {
            visit(index.object());
            number(index.key());
        } else if (expression instanceof Expression.Call call) {
            visit(call.function());
            call.arguments().forEach(this::visit);
        } else if (expression instanceof Expression.MethodCall call) {
            visit(call.object());
            call.arguments().forEach(this::visit);
        } else if (expression instanceof Expression.And and) {
            visit(and.left());
            visit(and.right());
        } else if (expression instanceof Expression.Or or) {
            visit(or.left());
            visit(or.right());
        } else if (expression instanceof Expression.Parentheses parentheses) {
            number(parentheses.inner());
        } else if (expression instanceof Expression.TableConstructor constructor) {
            constructor.fields().forEach(field -> {
                if (field.key() != null) {
                    visit(field.key());
                }
                visit(field.value());
            });
        }
    }

    private void visit(Expression.Binary binary) {
        boolean ordered = binary.operator().compareTo(BinaryOperator.LESS) >= 0;
        if (ordered || Kinds.isArithmetic(binary.operator())) {
            number(binary.left());
            number(binary.right());
        } else {
            visit(binary.left());
            visit(binary.right());
        }
    }
}
