package luafcgid.lua.syntax;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.lexer.TokenType;

/** Parses what gives variables and fields their values, and calls, which begin alike. */
final class AssignmentParser {
    private final Parser parser;
    private final Tokens tokens;

    AssignmentParser(Parser parser) {
        this.parser = parser;
        this.tokens = parser.tokens;
    }

    /** A call or an assignment. */
    Statement expression(int line) {
        Expression first = parser.expressions.suffixed();
        boolean call = first instanceof Expression.Call || first instanceof Expression.MethodCall;
        boolean assignment =
                parser.dialect == Dialect.LUA_5_1 ? !call : tokens.at(TokenType.ASSIGN) || tokens.at(TokenType.COMMA);
        if (assignment) {
            return assignment(line, first);
        }
        if (!call) {
            throw tokens.error("syntax error");
        }
        return new Statement.CallStatement(line, first);
    }

    private Statement assignment(int line, Expression first) {
        List<Expression> targets = new ArrayList<>(1);
        targets.add(first);
        checkTarget(first);
        while (tokens.accept(TokenType.COMMA)) {
            Expression target = parser.expressions.suffixed();
            parser.nesting.enterTarget(parser.scope, targets.size());
            checkTarget(target);
            targets.add(target);
        }
        tokens.expect(TokenType.ASSIGN);
        List<Expression> values = parser.expressions.values();
        parser.nesting.leaveTargets(targets.size() - 1);
        targets.replaceAll(target -> store(target, tokens.lastLine()));
        return new Statement.Assignment(line, targets, values);
    }

    private void checkTarget(Expression target) {
        boolean assignable = target instanceof Expression.Variable
                || target instanceof Expression.Global
                || target instanceof Expression.Index;
        if (!assignable) {
            throw tokens.error("syntax error");
        }
        checkNotConstant(target);
    }

    private void checkNotConstant(Expression target) {
        if (target instanceof Expression.Variable variable && variable.local().attribute() != Local.Attribute.NONE) {
            throw tokens.plainError(
                    "attempt to assign to const variable '" + variable.local().name() + "'");
        }
    }

    private static Expression store(Expression target, int line) {
        if (target instanceof Expression.Variable variable) {
            variable.local().reassign();
        }
        return ExpressionParser.at(line, target);
    }

    /** {@code function a.b:c() ... end} */
    Statement function(int line) {
        tokens.advance();
        Expression target = parser.variable(tokens.name());
        while (tokens.at(TokenType.DOT)) {
            target = parser.expressions.field(target);
        }
        boolean method = tokens.at(TokenType.COLON);
        if (method) {
            target = parser.expressions.field(target);
        }
        Expression function = parser.functions.body(method, line);
        checkNotConstant(target);
        return new Statement.Assignment(line, List.of(store(target, line)), List.of(function));
    }

    Statement localFunction(int line) {
        Local local = parser.scope.declare(tokens.name().text());
        parser.scope.activate();
        return new Statement.LocalFunction(line, local, parser.functions.body(false, tokens.line()));
    }

    Statement localDeclaration(int line) {
        List<Local> locals = new ArrayList<>(1);
        boolean closes = false;
        do {
            String name = tokens.name().text();
            parser.scope.checkRoom();
            Local.Attribute attribute = attribute();
            if (attribute == Local.Attribute.CLOSE && closes) {
                throw tokens.plainError("multiple to-be-closed variables in local list");
            }
            closes |= attribute == Local.Attribute.CLOSE;
            locals.add(parser.scope.declare(name, attribute));
        } while (tokens.accept(TokenType.COMMA));
        List<Expression> values = tokens.accept(TokenType.ASSIGN) ? parser.expressions.values() : List.of();
        Local last = locals.get(locals.size() - 1);
        if (last.attribute() == Local.Attribute.CONST && values.size() == locals.size()) {
            last.setConstant(Constant.of(parser.dialect, values.get(values.size() - 1)));
        }
        parser.scope.activate();
        return new Statement.LocalDeclaration(line, locals, values);
    }

    private Local.Attribute attribute() {
        if (parser.dialect != Dialect.LUA_5_4 || !tokens.accept(TokenType.LESS)) {
            return Local.Attribute.NONE;
        }
        String attribute = tokens.name().text();
        tokens.expect(TokenType.GREATER);
        return switch (attribute) {
            case "const" -> Local.Attribute.CONST;
            case "close" -> Local.Attribute.CLOSE;
            default -> throw tokens.plainError("unknown attribute '" + attribute + "'");
        };
    }
}
