package luafcgid.lua.syntax;

import java.util.Set;
import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.lexer.Lexer;
import luafcgid.lua.syntax.lexer.Token;
import luafcgid.lua.syntax.lexer.TokenType;
import luafcgid.lua.syntax.lexer.Word;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/** The tokens of a chunk, one of which is current, and what the grammar demands of it. */
final class Tokens {
    /** By these a function reaches another one's variables or environment. */
    private static final Set<String> REFLECTIVE = Set.of("debug", "setfenv", "getfenv", "module");

    private static final int LONGEST_REFLECTIVE = 7;

    private final Lexer lexer;
    private Token current;
    private @Nullable Token ahead;
    private int lastLine = 1;
    private boolean environment;
    private boolean reflective;

    Tokens(byte[] source, String chunkName, Dialect dialect) {
        lexer = new Lexer(source, chunkName, dialect);
        current = read();
    }

    Token current() {
        return current;
    }

    TokenType type() {
        return current.type();
    }

    /** The line of the newest token that was read. */
    int line() {
        return lexer.line();
    }

    /** The line of the token before the current one. */
    int lastLine() {
        return lastLine;
    }

    /** Whether {@code _ENV} was among the names up to here. */
    boolean mentionEnvironment() {
        return environment;
    }

    /** Whether a name or a string up to here is one of those by which a function could reach another's variables. */
    boolean mentionReflection() {
        return reflective;
    }

    void advance() {
        lastLine = lexer.line();
        current = ahead == null ? read() : ahead;
        ahead = null;
    }

    /** The type of the token after the current one. */
    TokenType following() {
        if (ahead == null) {
            ahead = read();
        }
        return ahead.type();
    }

    boolean at(TokenType type) {
        return current.type() == type;
    }

    boolean accept(TokenType type) {
        if (!at(type)) {
            return false;
        }
        advance();
        return true;
    }

    void expect(TokenType type) {
        if (!accept(type)) {
            throw expected(type);
        }
    }

    /** Expects what closes something that another token opened at a line. */
    void expectClosing(TokenType type, TokenType opening, int line) {
        if (accept(type)) {
            return;
        }
        if (line == lexer.line()) {
            throw expected(type);
        }
        throw error(lexer.quoted(type) + " expected (to close " + lexer.quoted(opening) + " at line " + line + ")");
    }

    Word name() {
        if (!at(TokenType.NAME)) {
            throw expected(TokenType.NAME);
        }
        Word name = current.name();
        advance();
        return name;
    }

    private LuaError expected(TokenType type) {
        return error(lexer.quoted(type) + " expected");
    }

    /** An error near the current token. */
    LuaError error(String message) {
        return lexer.errorNear(current, message);
    }

    /** An error of which the current token says nothing. */
    LuaError plainError(String message) {
        return lexer.error(message);
    }

    private Token read() {
        Token token = lexer.next();
        if (token.type() == TokenType.NAME) {
            String text = token.name().text();
            environment |= text.equals("_ENV");
            reflective |= text.length() <= LONGEST_REFLECTIVE && REFLECTIVE.contains(text);
        } else if (token.type() == TokenType.STRING && token.text().m_length <= LONGEST_REFLECTIVE) {
            reflective |= REFLECTIVE.contains(token.text().tojstring());
        }
        return token;
    }
}
