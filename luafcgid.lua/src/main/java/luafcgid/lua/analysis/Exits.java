package luafcgid.lua.analysis;

import java.util.List;
import luafcgid.lua.syntax.Block;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.Statement;

/** How a function returns. */
public final class Exits {
    private Exits() {}

    /** Whether it returns exactly one value wherever it returns, and never by a tail call. */
    public static boolean alwaysOneValue(Block body) {
        return endsInReturn(body) && body.statements().stream().allMatch(Exits::oneValue);
    }

    private static boolean endsInReturn(Block block) {
        if (block.statements().isEmpty()) {
            return false;
        }
        Statement last = block.statements().get(block.statements().size() - 1);
        if (last instanceof Statement.If branches) {
            Block otherwise = branches.otherwise();
            return otherwise != null
                    && endsInReturn(otherwise)
                    && branches.clauses().stream().allMatch(clause -> endsInReturn(clause.block()));
        }
        return last instanceof Statement.Return || (last instanceof Statement.Do scope && endsInReturn(scope.block()));
    }

    private static boolean oneValue(Block block) {
        return block.statements().stream().allMatch(Exits::oneValue);
    }

    private static boolean oneValue(Statement statement) {
        if (statement instanceof Statement.Return exit) {
            return exit.values().size() == 1 && !isOpen(exit.values().get(0));
        }
        if (statement instanceof Statement.If branches) {
            Block otherwise = branches.otherwise();
            return (otherwise == null || oneValue(otherwise))
                    && branches.clauses().stream().allMatch(clause -> oneValue(clause.block()));
        }
        Block inner = Nested.block(statement);
        return inner == null || oneValue(inner);
    }

    /** Whether an expression at the end of a list may stand for several values. */
    public static boolean isOpen(Expression expression) {
        return expression instanceof Expression.Call
                || expression instanceof Expression.MethodCall
                || expression instanceof Expression.Vararg;
    }

    /** Whether the last of a list may stand for several values. */
    public static boolean isOpen(List<Expression> list) {
        return !list.isEmpty() && isOpen(list.get(list.size() - 1));
    }
}
