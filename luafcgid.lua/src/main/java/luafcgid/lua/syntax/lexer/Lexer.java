package luafcgid.lua.syntax.lexer;

import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/** Reads the tokens of a chunk. Errors are C Lua's. */
public final class Lexer {
    private final Source source;
    private final Dialect dialect;
    private final SyntaxErrors errors;
    private final Words words;
    private final Brackets brackets;
    private final Quotes quotes;
    private final Numerals numerals;

    public Lexer(byte[] bytes, String chunkName, Dialect dialect) {
        this.dialect = dialect;
        source = new Source(bytes);
        errors = new SyntaxErrors(source, chunkName, dialect);
        words = new Words(dialect);
        brackets = new Brackets(source, dialect, errors);
        quotes = new Quotes(source, dialect, errors);
        numerals = new Numerals(source, dialect, errors);
    }

    /** The line that has been read to: that of the last token's end. */
    public int line() {
        return source.line;
    }

    /** An error at this line. */
    public LuaError error(String message) {
        return errors.plain(message);
    }

    /** An error near a token. */
    public LuaError errorNear(Token token, String message) {
        return errors.near(token, message);
    }

    /** A type of token as messages show it. */
    public String quoted(TokenType type) {
        return errors.quoted(type);
    }

    public Token next() {
        skipToToken();
        int start = source.position;
        int first = source.current();
        if (Source.isLetter(first)) {
            return word(start);
        }
        if (Source.isDigit(first) || (first == '.' && Source.isDigit(source.following()))) {
            return numerals.read();
        }
        return switch (first) {
            case Source.END -> Token.symbol(TokenType.END_OF_FILE, start, start);
            case '"', '\'' -> quotes.read();
            case '[' -> {
                int level = brackets.level();
                yield level < 0 ? symbol(first) : brackets.readString(level);
            }
            default -> symbol(first);
        };
    }

    private void skipToToken() {
        while (true) {
            if (source.atLineEnd()) {
                source.skipLineEnd();
            } else if (source.atSpace()) {
                source.position++;
            } else if (source.current() == '-' && source.following() == '-') {
                source.position += 2;
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        int level = source.current() == '[' ? brackets.levelOfComment() : Brackets.NONE;
        if (level < 0) {
            source.skipLine();
        } else {
            brackets.skipComment(level);
        }
    }

    private Token word(int start) {
        while (source.atWordCharacter()) {
            source.position++;
        }
        Word word = words.find(source.bytes, start, source.position);
        return new Token(word.type(), word, null, null, start, source.position);
    }

    private Token symbol(int first) {
        int start = source.position++;
        TokenType type = longerSymbol(first);
        return Token.symbol(type == null ? TokenType.ofByte(first) : type, start, source.position);
    }

    private @Nullable TokenType longerSymbol(int first) {
        return switch (first) {
            case '=' -> source.accept('=') ? TokenType.EQUAL : null;
            case '~' -> source.accept('=') ? TokenType.NOT_EQUAL : null;
            case '<' ->
                source.accept('=')
                        ? TokenType.LESS_OR_EQUAL
                        : dialect.hasIntegers() && source.accept('<') ? TokenType.SHIFT_LEFT : null;
            case '>' ->
                source.accept('=')
                        ? TokenType.GREATER_OR_EQUAL
                        : dialect.hasIntegers() && source.accept('>') ? TokenType.SHIFT_RIGHT : null;
            case '/' -> dialect.hasIntegers() && source.accept('/') ? TokenType.FLOOR_DIVIDE : null;
            case ':' -> dialect != Dialect.LUA_5_1 && source.accept(':') ? TokenType.DOUBLE_COLON : null;
            case '.' -> !source.accept('.') ? null : source.accept('.') ? TokenType.DOTS : TokenType.CONCAT;
            default -> null;
        };
    }
}
