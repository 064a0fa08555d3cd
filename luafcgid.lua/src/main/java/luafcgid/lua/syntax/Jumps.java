package luafcgid.lua.syntax;

import luafcgid.lua.Dialect;

/** Brings gotos and labels of a function together, by the rules of the dialect. */
final class Jumps {
    private static final String BREAK = "break";

    private final Tokens tokens;
    private final Dialect dialect;
    private int order;

    Jumps(Tokens tokens, Dialect dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    Statement.Goto go(Scope scope, int line, String name) {
        Statement.Goto jump = new Statement.Goto(line);
        BlockScope block = scope.block();
        // From 5.4 on a label that a goto sees is the one it means; before, a later one of the same block may be.
        Label label = dialect.isAtLeast(Dialect.LUA_5_4) ? block.labelAround(name) : block.label(name);
        if (label == null) {
            block.add(new BlockScope.Pending(jump, name, line, order++, scope.active()));
        } else {
            jump.lead(label);
        }
        return jump;
    }

    /** A {@code break} outside of loops: it is an error, but not before its function ends. */
    void breakOutsideLoop(Scope scope, int line) {
        scope.block().add(new BlockScope.Pending(null, BREAK, line, order++, scope.active()));
    }

    void add(Scope scope, Label label) {
        String name = label.name();
        BlockScope block = scope.block();
        Label known = dialect.isAtLeast(Dialect.LUA_5_4) ? block.labelAround(name) : block.label(name);
        if (known != null) {
            throw tokens.plainError("label '" + name + "' already defined on line " + known.line());
        }
        block.add(label);
    }

    /** Leads jumps that waited to a label; where nothing but labels follows in its block, the block's variables are out of scope already. */
    void resolve(Scope scope, Label label, boolean last) {
        BlockScope block = scope.block();
        int active = last ? block.firstLocal() : scope.active();
        for (BlockScope.Pending jump : block.takeWaiting(label.name())) {
            if (jump.active() < active) {
                throw tokens.plainError("<goto " + jump.name() + "> at line " + jump.line()
                        + " jumps into the scope of local '"
                        + scope.local(jump.active()).name() + "'");
            }
            if (jump.statement() != null) {
                jump.statement().lead(label);
            }
        }
    }

    /** Complains of jumps that lead nowhere, when their function ends. */
    void checkAll(Scope scope) {
        BlockScope.Pending jump = scope.block().firstPending();
        if (jump == null) {
            return;
        }
        if (jump.statement() != null) {
            throw tokens.plainError("no visible label '" + jump.name() + "' for <goto> at line " + jump.line());
        }
        throw tokens.plainError(
                dialect.isAtLeast(Dialect.LUA_5_4)
                        ? "break outside loop at line " + jump.line()
                        : "<break> at line " + jump.line() + " not inside a loop");
    }
}
