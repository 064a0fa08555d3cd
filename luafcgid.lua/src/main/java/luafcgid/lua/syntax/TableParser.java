package luafcgid.lua.syntax;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.syntax.lexer.TokenType;

/** Parses table constructors. */
final class TableParser {
    private final Parser parser;
    private final Tokens tokens;

    TableParser(Parser parser) {
        this.parser = parser;
        this.tokens = parser.tokens;
    }

    Expression read() {
        int line = tokens.line();
        tokens.expect(TokenType.LEFT_BRACE);
        List<Expression.Field> fields = new ArrayList<>();
        while (!tokens.at(TokenType.RIGHT_BRACE)) {
            settleItem(fields);
            fields.add(field());
            if (!tokens.accept(TokenType.COMMA) && !tokens.accept(TokenType.SEMICOLON)) {
                break;
            }
        }
        tokens.expectClosing(TokenType.RIGHT_BRACE, TokenType.LEFT_BRACE, line);
        settleItem(fields);
        return new Expression.TableConstructor(line, fields);
    }

    /** The value of the last field is needed now, if it is an item; others are stored where they end. */
    private void settleItem(List<Expression.Field> fields) {
        int last = fields.size() - 1;
        if (last >= 0 && fields.get(last).key() == null) {
            fields.set(last, item(parser.expressions.settle(fields.get(last).value())));
        }
    }

    private Expression.Field field() {
        if (tokens.at(TokenType.LEFT_BRACKET)) {
            return record(parser.expressions.key());
        }
        if (tokens.at(TokenType.NAME) && tokens.following() == TokenType.ASSIGN) {
            return record(new Expression.Text(tokens.line(), tokens.name().value()));
        }
        return item(parser.expressions.read());
    }

    private Expression.Field record(Expression key) {
        tokens.expect(TokenType.ASSIGN);
        Expression value = parser.expressions.readValue();
        return new Expression.Field(tokens.lastLine(), key, value);
    }

    private Expression.Field item(Expression value) {
        return new Expression.Field(tokens.lastLine(), null, value);
    }
}
