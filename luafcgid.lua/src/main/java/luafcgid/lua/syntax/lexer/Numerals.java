package luafcgid.lua.syntax.lexer;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.NumberReader;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;

/** Numbers in the source: a run of bytes that may belong to one, which then must be one. */
final class Numerals {
    private final Source source;
    private final Dialect dialect;
    private final SyntaxErrors errors;

    Numerals(Source source, Dialect dialect, SyntaxErrors errors) {
        this.source = source;
        this.dialect = dialect;
        this.errors = errors;
    }

    Token read() {
        int start = source.position;
        source.accept('.');
        if (dialect == Dialect.LUA_5_1) {
            skipOld();
        } else {
            skipNew();
        }
        LuaValue value = NumberReader.read(source.bytes, start, source.position - start, dialect);
        if (!(value instanceof LuaNumber number)) {
            throw errors.near(new Text().add(source.bytes, start, source.position), "malformed number");
        }
        return new Token(TokenType.NUMBER, null, null, number, start, source.position);
    }

    private void skipOld() {
        while (source.atDigit() || source.current() == '.') {
            source.position++;
        }
        if (acceptEither('e', 'E')) {
            acceptEither('+', '-');
        }
        while (source.atWordCharacter()) {
            source.position++;
        }
    }

    private void skipNew() {
        boolean zero = source.current() == '0';
        source.position++;
        boolean hex = zero && acceptEither('x', 'X');
        while (true) {
            if (hex ? acceptEither('p', 'P') : acceptEither('e', 'E')) {
                acceptEither('+', '-');
            } else if (source.atHexDigit() || source.current() == '.') {
                source.position++;
            } else {
                break;
            }
        }
        if (dialect.isAtLeast(Dialect.LUA_5_4) && Source.isLetter(source.current())) {
            source.position++; // so that it is malformed
        }
    }

    private boolean acceptEither(char one, char other) {
        return source.accept(one) || source.accept(other);
    }
}
