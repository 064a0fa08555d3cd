package luafcgid.lua.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import luafcgid.lua.syntax.Block;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.Statement;
import org.jspecify.annotations.Nullable;

/** How much code there will be, about: the number of nodes. */
public final class Weight {
    private final Deque<Object> open = new ArrayDeque<>();

    private Weight() {}

    /** The weight of statements; once that is the most wanted, the rest is not looked at. */
    public static int of(List<Statement> statements, int most) {
        Weight weight = new Weight();
        int sum = 0;
        for (int i = 0; i < statements.size() && sum < most; i++) {
            weight.open.push(statements.get(i));
            sum += weight.sum(most - sum);
        }
        return sum;
    }

    public static int of(Statement statement, int most) {
        return of(List.of(statement), most);
    }

    public static int of(Expression expression, int most) {
        Weight weight = new Weight();
        weight.open.push(expression);
        return weight.sum(most);
    }

    private int sum(int most) {
        int sum = 0;
        while (!open.isEmpty()) {
            Object next = open.pop();
            sum++;
            if (sum >= most) {
                open.clear();
            } else if (next instanceof Statement statement) {
                visit(statement);
            } else {
                visit((Expression) next, most);
            }
        }
        return sum;
    }

    private void visit(Statement statement) {
        Block inner = Nested.block(statement);
        if (inner != null) {
            add(inner);
        }
        if (statement instanceof Statement.LocalDeclaration declaration) {
            addAll(declaration.values());
        } else if (statement instanceof Statement.Assignment assignment) {
            addAll(assignment.targets());
            addAll(assignment.values());
        } else if (statement instanceof Statement.CallStatement call) {
            open.push(call.call());
        } else if (statement instanceof Statement.While loop) {
            open.push(loop.condition());
        } else if (statement instanceof Statement.Repeat loop) {
            open.push(loop.condition());
        } else if (statement instanceof Statement.If branches) {
            branches.clauses().forEach(clause -> {
                open.push(clause.condition());
                add(clause.block());
            });
            Block otherwise = branches.otherwise();
            if (otherwise != null) {
                add(otherwise);
            }
        } else if (statement instanceof Statement.GenericFor loop) {
            addAll(loop.values());
        } else if (statement instanceof Statement.NumericFor loop) {
            open.push(loop.start());
            open.push(loop.limit());
        } else if (statement instanceof Statement.Return exit) {
            addAll(exit.values());
        }
    }

    private void visit(Expression expression, int most) {
        if (expression instanceof Expression.Index index) {
            both(index.object(), index.key());
        } else if (expression instanceof Expression.Call call) {
            open.push(call.function());
            addAll(call.arguments());
        } else if (expression instanceof Expression.MethodCall call) {
            open.push(call.object());
            addAll(call.arguments());
        } else if (expression instanceof Expression.Binary binary) {
            both(binary.left(), binary.right());
        } else if (expression instanceof Expression.And and) {
            both(and.left(), and.right());
        } else if (expression instanceof Expression.Or or) {
            both(or.left(), or.right());
        } else if (expression instanceof Expression.Unary unary) {
            open.push(unary.operand());
        } else if (expression instanceof Expression.Parentheses parentheses) {
            open.push(parentheses.inner());
        } else if (expression instanceof Expression.TableConstructor constructor) {
            List<Expression.Field> fields = constructor.fields();
            for (Expression.Field field : fields.subList(0, Math.min(most, fields.size()))) {
                both(field.key(), field.value());
            }
        } else if (expression instanceof Expression.Function function) {
            addNames(function);
        }
    }

    private void addNames(Expression.Function function) {
        function.body().upvalues().forEach(upvalue -> open.push(new Expression.Nil(0)));
    }

    private void both(@Nullable Expression left, Expression right) {
        if (left != null) {
            open.push(left);
        }
        open.push(right);
    }

    private void add(Block block) {
        block.statements().forEach(open::push);
    }

    private void addAll(List<Expression> expressions) {
        expressions.forEach(open::push);
    }
}
