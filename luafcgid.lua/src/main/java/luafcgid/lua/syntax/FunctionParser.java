package luafcgid.lua.syntax;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.lexer.TokenType;

/** Parses functions, from their parameters to their end. */
final class FunctionParser {
    private final Parser parser;
    private final Tokens tokens;

    FunctionParser(Parser parser) {
        this.parser = parser;
        this.tokens = parser.tokens;
    }

    /**
     * Parses what follows the function's name.
     *
     * @param method whether {@code self} comes before its parameters
     * @param line   where messages say that it is
     */
    Expression.Function body(boolean method, int line) {
        Scope outer = parser.scope;
        FunctionBody function = new FunctionBody(outer.function(), line);
        parser.scope = new Scope(outer, function, tokens, parser.dialect);
        tokens.expect(TokenType.LEFT_PARENTHESIS);
        if (method) {
            function.addParameter(parser.scope.declare("self"));
        }
        parameters(function);
        tokens.expect(TokenType.RIGHT_PARENTHESIS);
        Block block = parser.statements.list();
        int end = tokens.line();
        tokens.expectClosing(TokenType.END, TokenType.FUNCTION, line);
        finish(block, end);
        parser.scope = outer;
        return new Expression.Function(tokens.lastLine(), function);
    }

    private void parameters(FunctionBody function) {
        Scope scope = parser.scope;
        if (!tokens.at(TokenType.RIGHT_PARENTHESIS)) {
            do {
                if (tokens.accept(TokenType.DOTS)) {
                    function.vararg(true);
                    if (parser.dialect == Dialect.LUA_5_1) {
                        function.arg(scope.declare("arg"));
                    }
                } else if (tokens.at(TokenType.NAME)) {
                    function.addParameter(scope.declare(tokens.name().text()));
                } else {
                    throw tokens.error("<name> or '...' expected");
                }
            } while (!function.isVararg() && tokens.accept(TokenType.COMMA));
        }
        scope.activate();
    }

    /** Ends the current function. */
    void finish(Block block, int lastLine) {
        Scope scope = parser.scope;
        parser.statements.jumps().checkAll(scope);
        FunctionBody function = scope.function();
        Local arg = function.arg();
        if (arg != null && scope.usesVararg()) {
            // A function that uses ... has the variable all the same, but nothing in it.
            function.arg(null);
            List<Statement> statements = new ArrayList<>();
            statements.add(new Statement.LocalDeclaration(function.line(), List.of(arg), List.of()));
            statements.addAll(block.statements());
            function.finish(new Block(statements, block.end()), lastLine);
        } else {
            function.finish(block, lastLine);
        }
    }
}
