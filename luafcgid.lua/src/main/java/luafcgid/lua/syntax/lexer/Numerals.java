package luafcgid.lua.syntax.lexer;

import java.nio.charset.StandardCharsets;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;

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
        LuaNumber value =
                value(new String(source.bytes, start, source.position - start, StandardCharsets.ISO_8859_1));
        if (value == null) {
            throw errors.near(new Text().add(source.bytes, start, source.position), "malformed number");
        }
        return new Token(TokenType.NUMBER, null, null, value, start, source.position);
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

    private @Nullable LuaNumber value(String text) {
        boolean hex = text.length() > 2 && text.charAt(0) == '0' && (text.charAt(1) | 0x20) == 'x';
        if (dialect.hasIntegers() && hex && text.matches("0.[0-9a-fA-F]+")) {
            long value = 0;
            for (int i = 2; i < text.length(); i++) {
                value = value << 4 | Source.hexDigit(text.charAt(i));
            }
            return LuaInteger.valueOf(value);
        }
        if (dialect.hasIntegers() && text.matches("[0-9]+")) {
            try {
                return LuaInteger.valueOf(Long.parseLong(text));
            } catch (NumberFormatException tooLarge) {
                return LuaDouble.valueOf(Double.parseDouble(text));
            }
        }
        boolean right = text.matches(
                hex
                        ? "0.([0-9a-fA-F]+[.]?[0-9a-fA-F]*|[.][0-9a-fA-F]+)([pP][-+]?[0-9]+)?"
                        : "([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?");
        if (!right) {
            return null;
        }
        boolean exponent = !hex || text.indexOf('p') > 0 || text.indexOf('P') > 0;
        return LuaDouble.valueOf(Double.parseDouble(exponent ? text : text + "p0"));
    }

    private boolean acceptEither(char one, char other) {
        return source.accept(one) || source.accept(other);
    }
}
