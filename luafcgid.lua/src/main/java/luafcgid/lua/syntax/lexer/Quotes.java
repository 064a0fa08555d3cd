package luafcgid.lua.syntax.lexer;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaString;

/** Strings in quotes. */
final class Quotes {
    private final Source source;
    private final SyntaxErrors errors;
    private final Escapes escapes;

    Quotes(Source source, Dialect dialect, SyntaxErrors errors) {
        this.source = source;
        this.errors = errors;
        escapes = dialect == Dialect.LUA_5_1 ? new OldEscapes(source, errors) : new NewEscapes(source, dialect, errors);
    }

    Token read() {
        int start = source.position;
        int quote = source.current();
        source.position++;
        Text text = new Text();
        while (source.current() != quote) {
            int character = source.current();
            if (character == Source.END) {
                throw errors.nearEnd("unfinished string");
            }
            if (source.atLineEnd()) {
                throw errors.near(begun(quote, text), "unfinished string");
            }
            if (character == '\\') {
                escapes.read(quote, text);
            } else {
                text.add(character);
                source.position++;
            }
        }
        source.position++;
        return new Token(TokenType.STRING, null, text.toLua(), null, start, source.position);
    }

    /** What C Lua's buffer holds before a string's end. */
    static Text begun(int quote, Text text) {
        LuaString value = text.toLua();
        return new Text().add(quote).add(value);
    }
}
