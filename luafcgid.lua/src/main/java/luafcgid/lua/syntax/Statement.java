package luafcgid.lua.syntax;

import java.util.List;
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

    /** {@code for i = start, limit, step} */
    record NumericFor(
            int line, Local variable, Expression start, Expression limit, @Nullable Expression step, Block block)
            implements Statement {}

    /** {@code for k, v in ...} */
    record GenericFor(int line, List<Local> variables, List<Expression> values, Block block) implements Statement {}

    /** {@code return}: with a single call, a tail call. */
    record Return(int line, List<Expression> values) implements Statement {}

    /** Leaves the innermost loop. */
    record Break(int line) implements Statement {}

    /** {@code goto}: to a label of a block around it, in the same function. */
    record Goto(int line, Label label) implements Statement {}

    /** {@code ::name::} */
    record LabelStatement(int line, Label label) implements Statement {}
}
