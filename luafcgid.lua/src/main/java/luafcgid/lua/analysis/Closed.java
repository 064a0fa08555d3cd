package luafcgid.lua.analysis;

import java.util.HashSet;
import java.util.Set;
import luafcgid.lua.syntax.Block;
import luafcgid.lua.syntax.Label;
import luafcgid.lua.syntax.Statement;

/** Tells statements that no jump enters or leaves. A return is no jump. */
public final class Closed {
    private final Set<Label> labels = new HashSet<>();
    private final Set<Label> targets = new HashSet<>();
    private boolean breaks;

    private Closed() {}

    public static boolean isClosed(Statement statement) {
        if (statement instanceof Statement.LabelStatement) {
            return false;
        }
        Closed closed = new Closed();
        closed.visit(statement, false);
        return !closed.breaks && closed.labels.containsAll(closed.targets);
    }

    private void visit(Block block, boolean inLoop) {
        block.statements().forEach(statement -> visit(statement, inLoop));
    }

    private void visit(Statement statement, boolean inLoop) {
        if (statement instanceof Statement.Break) {
            breaks |= !inLoop;
        } else if (statement instanceof Statement.Goto jump) {
            targets.add(jump.label());
        } else if (statement instanceof Statement.LabelStatement label) {
            labels.add(label.label());
        } else if (statement instanceof Statement.If branches) {
            branches.clauses().forEach(clause -> visit(clause.block(), inLoop));
            Block otherwise = branches.otherwise();
            if (otherwise != null) {
                visit(otherwise, inLoop);
            }
        } else {
            Block inner = Nested.block(statement);
            if (inner != null) {
                visit(inner, inLoop || !(statement instanceof Statement.Do));
            }
        }
    }
}
