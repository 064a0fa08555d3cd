package luafcgid.lua.syntax;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.lexer.TokenType;

/** Parses loops. */
final class LoopParser {
    /** What C Lua keeps of a loop in variables that no name reaches: they count. */
    private static final String HIDDEN = "(for state)";

    private static final int HIDDEN_COUNT = 3;

    private final Parser parser;
    private final Tokens tokens;
    private final StatementParser statements;

    LoopParser(Parser parser, StatementParser statements) {
        this.parser = parser;
        this.tokens = parser.tokens;
        this.statements = statements;
    }

    Statement whileLoop(int line) {
        tokens.advance();
        Expression condition = parser.expressions.readCondition();
        parser.scope.enterBlock(true);
        tokens.expect(TokenType.DO);
        Block block = statements.block();
        tokens.expectClosing(TokenType.END, TokenType.WHILE, line);
        parser.scope.leaveBlock();
        return new Statement.While(line, condition, block);
    }

    Statement repeatLoop(int line) {
        parser.scope.enterBlock(true);
        parser.scope.enterBlock(false);
        tokens.advance();
        Block block = statements.list();
        tokens.expectClosing(TokenType.UNTIL, TokenType.REPEAT, line);
        Expression condition = parser.expressions.readCondition();
        parser.scope.leaveBlock();
        parser.scope.leaveBlock();
        return new Statement.Repeat(line, block, condition);
    }

    Statement forLoop(int line) {
        parser.scope.enterBlock(true);
        tokens.advance();
        String name = tokens.name().text();
        Statement loop =
                switch (tokens.type()) {
                    case ASSIGN -> numeric(line, name);
                    case COMMA, IN -> generic(line, name);
                    default -> throw tokens.error("'=' or 'in' expected");
                };
        tokens.expectClosing(TokenType.END, TokenType.FOR, line);
        parser.scope.leaveBlock();
        return loop;
    }

    private Statement numeric(int line, String name) {
        hide(HIDDEN_COUNT);
        Local variable = parser.scope.declare(name);
        tokens.advance();
        Expression start = parser.expressions.readValue();
        tokens.expect(TokenType.COMMA);
        Expression limit = parser.expressions.readValue();
        Expression step = tokens.accept(TokenType.COMMA) ? parser.expressions.readValue() : null;
        tokens.expect(TokenType.DO);
        int headLine = tokens.lastLine();
        return new Statement.NumericFor(line, headLine, variable, start, limit, step, body(HIDDEN_COUNT));
    }

    private Statement generic(int line, String first) {
        int hidden = parser.dialect.isAtLeast(Dialect.LUA_5_4) ? HIDDEN_COUNT + 1 : HIDDEN_COUNT;
        hide(hidden);
        List<Local> variables = new ArrayList<>(2);
        variables.add(parser.scope.declare(first));
        while (tokens.accept(TokenType.COMMA)) {
            variables.add(parser.scope.declare(tokens.name().text()));
        }
        tokens.expect(TokenType.IN);
        int callLine = tokens.line();
        List<Expression> values = parser.expressions.values();
        tokens.expect(TokenType.DO);
        return new Statement.GenericFor(line, callLine, variables, values, body(hidden));
    }

    private void hide(int count) {
        for (int i = 0; i < count; i++) {
            parser.scope.declare(HIDDEN);
        }
    }

    private Block body(int hidden) {
        parser.scope.activate(hidden);
        parser.scope.enterBlock(false);
        parser.scope.activate();
        Block block = statements.block();
        parser.scope.leaveBlock();
        return block;
    }
}
