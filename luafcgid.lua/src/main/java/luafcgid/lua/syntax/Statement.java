package luafcgid.lua.syntax;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A statement. What the grammar allows to leave out of a list is left out here too; code generation adjusts. */
public sealed interface Statement {
    /** Where it begins. */
    int line();

    /** {@code local a, b <const> = ...} */
    record LocalDeclaration(int line, List<Local> locals, List<Expression> values) implements Statement {}

    /** {@code local function f}: the variable is in scope within the function. */
    record LocalFunction(int line, Local local, Expression.Function function) implements Statement {}

    /** {@code a, t.b = ...}, and {@code function t.b()}. Targets are {@code Variable}, {@code Global} or {@code Index}. */
    record Assignment(int line, List<Expression> targets, List<Expression> values) implements Statement {}

    /** A call whose results are dropped: {@code Call} or {@code MethodCall}. */
    record CallStatement(int line, Expression call) implements Statement {}

    /** {@code do ... end} */
    record Do(int line, Block block) implements Statement {}

    /** {@code while} */
    record While(int line, Expression condition, Block block) implements Statement {}

    /** {@code repeat}: the condition sees the block's variables. */
    record Repeat(int line, Block block, Expression condition) implements Statement {}

    /** {@code if}, with its {@code elseif}s. */
    record If(int line, List<Clause> clauses, @Nullable Block otherwise) implements Statement {}

    /** A condition and what it guards. */
    record Clause(Expression condition, Block block) {}

    /** {@code for i = start, limit, step}. An error in these values is reported at {@code headLine}. */
    record NumericFor(
            int line,
            int headLine,
            Local variable,
            Expression start,
            Expression limit,
            @Nullable Expression step,
            Block block)
            implements Statement {}

    /** {@code for k, v in ...}. An error in calling the iterator is reported at {@code callLine}. */
    record GenericFor(int line, int callLine, List<Local> variables, List<Expression> values, Block block)
            implements Statement {}

    /** {@code return}: with a single call, a tail call. */
    record Return(int line, List<Expression> values) implements Statement {}

    /** Leaves the innermost loop. */
    record Break(int line) implements Statement {}

    /** {@code goto}: to a label of a block around it, in the same function. Complete when its chunk is parsed. */
    final class Goto implements Statement {
        private final int line;
        private @Nullable Label label;

        Goto(int line) {
            this.line = line;
        }

        @Override
        public int line() {
            return line;
        }

        public Label label() {
            return Objects.requireNonNull(label, "parsed");
        }

        void lead(Label to) {
            label = to;
        }
    }

    /** {@code ::name::} */
    record LabelStatement(int line, Label label) implements Statement {}
}
