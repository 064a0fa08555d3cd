package luafcgid.lua.syntax;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.lexer.Token;
import luafcgid.lua.syntax.lexer.TokenType;
import org.jspecify.annotations.Nullable;

/**
 * Parses expressions. C Lua emits the code that fetches a field only when it needs the value; an error in it is reported at the
 * line of the last token that was left behind by then. So whoever needs the value of an expression settles it.
 */
final class ExpressionParser {
    private final Parser parser;
    private final Tokens tokens;
    private final boolean old;

    ExpressionParser(Parser parser) {
        this.parser = parser;
        this.tokens = parser.tokens;
        this.old = parser.dialect == Dialect.LUA_5_1;
    }

    /** An expression, not settled. */
    Expression read() {
        return read(0);
    }

    /** An expression whose value is needed at once. */
    Expression readValue() {
        return settle(read());
    }

    /** An expression that decides where code goes on: a constant is not loaded for that. */
    Expression readCondition() {
        return fetch(read());
    }

    /** One or more, separated by commas; the last is not settled. */
    List<Expression> list() {
        List<Expression> list = new ArrayList<>(2);
        list.add(read());
        while (tokens.accept(TokenType.COMMA)) {
            settleLast(list);
            list.add(read());
        }
        return list;
    }

    /** One or more, separated by commas, whose values are needed at once. */
    List<Expression> values() {
        List<Expression> list = list();
        settleLast(list);
        return list;
    }

    void settleLast(List<Expression> list) {
        list.set(list.size() - 1, settle(list.get(list.size() - 1)));
    }

    Expression settle(Expression expression) {
        return load(fetch(expression));
    }

    private Expression fetch(Expression expression) {
        return at(tokens.lastLine(), expression);
    }

    private Expression load(Expression expression) {
        return old ? parser.scope.zero().load(expression) : expression;
    }

    /** Has a field or a global variable fetched or stored at a line, and a constant in the place of its name. */
    static Expression at(int line, Expression expression) {
        if (expression instanceof Expression.Variable variable) {
            Expression constant = variable.local().constant();
            return constant == null ? variable : Constant.at(line, constant);
        }
        if (expression.line() != line) {
            if (expression instanceof Expression.Index index) {
                return new Expression.Index(line, index.object(), index.key());
            }
            if (expression instanceof Expression.Global global) {
                return new Expression.Global(line, global.name());
            }
        }
        return expression;
    }

    private Expression read(int limit) {
        parser.nesting.enter(parser.scope);
        UnaryOperator unary = unary(tokens.type());
        Expression left = unary == null ? simple() : unary(unary);
        InfixOperator operator = InfixOperator.of(tokens.type(), parser.dialect);
        while (operator != null && operator.left > limit) {
            left = infix(left, operator);
            operator = InfixOperator.of(tokens.type(), parser.dialect);
        }
        parser.nesting.leave();
        return left;
    }

    private @Nullable UnaryOperator unary(TokenType type) {
        return switch (type) {
            case MINUS -> UnaryOperator.NEGATE;
            case NOT -> UnaryOperator.NOT;
            case HASH -> UnaryOperator.LENGTH;
            case TILDE -> parser.dialect.hasIntegers() ? UnaryOperator.BIT_NOT : null;
            default -> null;
        };
    }

    private Expression unary(UnaryOperator operator) {
        int line = tokens.line();
        tokens.advance();
        Expression operand = fetch(read(InfixOperator.UNARY));
        if (!old) {
            return new Expression.Unary(line, operator, operand);
        }
        boolean loaded = operator == UnaryOperator.LENGTH
                || (operator == UnaryOperator.NEGATE && Outcome.numeral(operand) == null);
        return ConstantFolding.unary(tokens.lastLine(), operator, loaded ? load(operand) : operand);
    }

    private Expression infix(Expression first, InfixOperator operator) {
        int line = tokens.line();
        tokens.advance();
        boolean arithmetic = operator.left >= InfixOperator.ADD.left;
        boolean open = operator == InfixOperator.AND || (old && arithmetic && Outcome.numeral(first) != null);
        Expression left = open ? fetch(first) : settle(first);
        Expression right = fetch(read(operator.right));
        return switch (operator) {
            case AND -> old ? ConstantFolding.and(line, left, right) : new Expression.And(line, left, right);
            case OR -> old ? ConstantFolding.or(line, left, right) : new Expression.Or(line, left, right);
            default -> operation(line(operator, line, right), binary(operator), left, right);
        };
    }

    private Expression operation(int line, BinaryOperator operator, Expression left, Expression right) {
        if (old) {
            Expression folded = ConstantFolding.fold(line, operator, left, right);
            if (folded != null) {
                return folded;
            }
        }
        // C Lua 5.1 loads a constant on the left after what is on the right.
        Expression loaded = load(right);
        return new Expression.Binary(line, operator, load(left), loaded);
    }

    private static BinaryOperator binary(InfixOperator operator) {
        BinaryOperator binary = operator.binary();
        if (binary == null) {
            throw new IllegalArgumentException(operator + " is control flow");
        }
        return binary;
    }

    /** Where C Lua reports an error of an operation: at the operator or behind its right operand. */
    private int line(InfixOperator operator, int line, Expression right) {
        if (operator == InfixOperator.CONCAT
                && right instanceof Expression.Binary inner
                && inner.operator() == BinaryOperator.CONCAT) {
            return inner.line();
        }
        boolean comparison = operator.left == InfixOperator.EQUAL.left;
        return old || comparison ? tokens.lastLine() : line;
    }

    private Expression simple() {
        int line = tokens.line();
        Token token = tokens.current();
        Expression simple =
                switch (token.type()) {
                    case NUMBER -> new Expression.Numeral(line, token.value());
                    case STRING -> new Expression.Text(line, token.text());
                    case NIL -> new Expression.Nil(line);
                    case TRUE -> new Expression.True(line);
                    case FALSE -> new Expression.False(line);
                    case DOTS -> vararg(line);
                    default -> null;
                };
        if (simple != null) {
            tokens.advance();
            return simple;
        }
        return switch (token.type()) {
            case LEFT_BRACE -> parser.tables.read();
            case FUNCTION -> {
                tokens.advance();
                yield parser.functions.body(false, tokens.line());
            }
            default -> suffixed();
        };
    }

    private Expression vararg(int line) {
        if (!parser.scope.function().isVararg()) {
            throw tokens.error("cannot use '...' outside a vararg function");
        }
        parser.scope.useVararg();
        return new Expression.Vararg(line);
    }

    /** A name or something in parentheses, with the fields, calls and methods that follow it; not settled. */
    Expression suffixed() {
        int line = tokens.line();
        Expression expression = primary();
        while (true) {
            switch (tokens.type()) {
                case DOT -> expression = field(expression);
                case LEFT_BRACKET -> expression = item(expression);
                case COLON -> expression = method(expression, line);
                case LEFT_PARENTHESIS, STRING, LEFT_BRACE -> {
                    Expression function = settle(expression);
                    int callLine = old ? tokens.line() : line;
                    expression = new Expression.Call(callLine, function, arguments());
                }
                default -> {
                    return expression;
                }
            }
        }
    }

    private Expression primary() {
        if (tokens.at(TokenType.NAME)) {
            return parser.variable(tokens.name());
        }
        int line = tokens.line();
        if (!tokens.accept(TokenType.LEFT_PARENTHESIS)) {
            throw tokens.error("unexpected symbol");
        }
        Expression inner = read();
        tokens.expectClosing(TokenType.RIGHT_PARENTHESIS, TokenType.LEFT_PARENTHESIS, line);
        Expression value = fetch(inner);
        return old ? ConstantFolding.parentheses(line, value) : new Expression.Parentheses(line, value);
    }

    /** {@code .name} */
    Expression field(Expression expression) {
        Expression object = settle(expression);
        tokens.advance();
        Expression.Text key = new Expression.Text(tokens.line(), tokens.name().value());
        return new Expression.Index(tokens.lastLine(), object, key);
    }

    private Expression item(Expression expression) {
        Expression object = settle(expression);
        return new Expression.Index(tokens.lastLine(), object, key());
    }

    /** {@code [key]} */
    Expression key() {
        tokens.advance();
        Expression key = readValue();
        tokens.expect(TokenType.RIGHT_BRACKET);
        return key;
    }

    private Expression method(Expression expression, int line) {
        tokens.advance();
        var name = tokens.name().value();
        Expression object = settle(expression);
        int nameLine = tokens.lastLine();
        int callLine = old ? tokens.line() : line;
        return new Expression.MethodCall(callLine, object, nameLine, name, arguments());
    }

    private List<Expression> arguments() {
        int line = tokens.line();
        switch (tokens.type()) {
            case LEFT_PARENTHESIS -> {
                return argumentsInParentheses(line);
            }
            case LEFT_BRACE -> {
                return List.of(parser.tables.read());
            }
            case STRING -> {
                Expression text = new Expression.Text(line, tokens.current().text());
                tokens.advance();
                return List.of(text);
            }
            default -> throw tokens.error("function arguments expected");
        }
    }

    private List<Expression> argumentsInParentheses(int line) {
        if (old && line != tokens.lastLine()) {
            throw tokens.error("ambiguous syntax (function call x new statement)");
        }
        tokens.advance();
        List<Expression> arguments = tokens.at(TokenType.RIGHT_PARENTHESIS) ? List.of() : list();
        tokens.expectClosing(TokenType.RIGHT_PARENTHESIS, TokenType.LEFT_PARENTHESIS, line);
        if (!arguments.isEmpty()) {
            settleLast(arguments);
        }
        return arguments;
    }
}
