package luafcgid.lua.syntax;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.lexer.TokenType;

/** Parses statements. */
final class StatementParser {
    private final Parser parser;
    private final Tokens tokens;
    private final boolean old;
    private final Jumps jumps;
    private final LoopParser loops;
    private final AssignmentParser assignments;

    StatementParser(Parser parser) {
        this.parser = parser;
        this.tokens = parser.tokens;
        this.old = parser.dialect == Dialect.LUA_5_1;
        this.jumps = new Jumps(tokens, parser.dialect);
        this.loops = new LoopParser(parser, this);
        this.assignments = new AssignmentParser(parser);
    }

    Jumps jumps() {
        return jumps;
    }

    /** A block with a scope of its own. */
    Block block() {
        parser.scope.enterBlock(false);
        Block block = list();
        parser.scope.leaveBlock();
        return block;
    }

    /** The statements up to what ends a block, in the current scope. */
    Block list() {
        List<Statement> statements = new ArrayList<>();
        if (old) {
            parser.nesting.enter(parser.scope);
        }
        boolean last = false;
        while (!last && !atBlockEnd(true)) {
            last = tokens.at(TokenType.RETURN) || (old && tokens.at(TokenType.BREAK));
            statement(statements);
            if (old) {
                tokens.accept(TokenType.SEMICOLON);
            }
        }
        if (old) {
            parser.nesting.leave();
        }
        return new Block(statements, tokens.line());
    }

    /** Whether the current token ends a block; {@code until} does, but the block's variables outlive it. */
    private boolean atBlockEnd(boolean withUntil) {
        return switch (tokens.type()) {
            case ELSE, ELSEIF, END, END_OF_FILE -> true;
            case UNTIL -> withUntil;
            default -> false;
        };
    }

    private void statement(List<Statement> into) {
        if (old) {
            into.add(read(tokens.line()));
            return;
        }
        parser.nesting.enter(parser.scope);
        int line = tokens.line();
        switch (tokens.type()) {
            case SEMICOLON -> tokens.advance();
            case DOUBLE_COLON -> label(into, line);
            case GOTO -> {
                tokens.advance();
                int named = parser.dialect.isAtLeast(Dialect.LUA_5_4) ? tokens.line() : line;
                into.add(jumps.go(parser.scope, named, tokens.name().text()));
            }
            default -> into.add(read(line));
        }
        parser.nesting.leave();
    }

    private Statement read(int line) {
        return switch (tokens.type()) {
            case IF -> conditional(line);
            case WHILE -> loops.whileLoop(line);
            case DO -> {
                tokens.advance();
                Block block = block();
                tokens.expectClosing(TokenType.END, TokenType.DO, line);
                yield new Statement.Do(line, block);
            }
            case FOR -> loops.forLoop(line);
            case REPEAT -> loops.repeatLoop(line);
            case FUNCTION -> assignments.function(line);
            case LOCAL -> {
                tokens.advance();
                yield tokens.accept(TokenType.FUNCTION)
                        ? assignments.localFunction(line)
                        : assignments.localDeclaration(line);
            }
            case RETURN -> returnValues(line);
            case BREAK -> leaveLoop(line);
            default -> assignments.expression(line);
        };
    }

    private Statement conditional(int line) {
        List<Statement.Clause> clauses = new ArrayList<>(1);
        do {
            tokens.advance();
            Expression condition = parser.expressions.readCondition();
            tokens.expect(TokenType.THEN);
            clauses.add(new Statement.Clause(condition, block()));
        } while (tokens.at(TokenType.ELSEIF));
        Block otherwise = tokens.accept(TokenType.ELSE) ? block() : null;
        tokens.expectClosing(TokenType.END, TokenType.IF, line);
        return new Statement.If(line, clauses, otherwise);
    }

    private Statement returnValues(int line) {
        tokens.advance();
        boolean none = atBlockEnd(true) || tokens.at(TokenType.SEMICOLON);
        List<Expression> values = none ? List.of() : parser.expressions.values();
        if (!old) {
            tokens.accept(TokenType.SEMICOLON);
        }
        return new Statement.Return(line, values);
    }

    private Statement leaveLoop(int line) {
        tokens.advance();
        if (!parser.scope.block().withinLoop()) {
            if (old) {
                throw tokens.error("no loop to break");
            }
            jumps.breakOutsideLoop(parser.scope, line);
        }
        return new Statement.Break(line);
    }

    private void label(List<Statement> into, int line) {
        tokens.advance();
        Label label = new Label(tokens.name().text(), line);
        into.add(new Statement.LabelStatement(line, label));
        boolean late = parser.dialect.isAtLeast(Dialect.LUA_5_4);
        if (!late) {
            jumps.add(parser.scope, label);
        }
        tokens.expect(TokenType.DOUBLE_COLON);
        while (tokens.at(TokenType.SEMICOLON) || tokens.at(TokenType.DOUBLE_COLON)) {
            statement(into);
        }
        if (late) {
            jumps.add(parser.scope, label);
        }
        jumps.resolve(parser.scope, label, atBlockEnd(false));
    }
}
