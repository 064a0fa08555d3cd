package luafcgid.lua.syntax.lexer;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaError;

/** Escapes from 5.2 on: hexadecimal ones, skipped space, from 5.3 on UTF-8; what is unknown is an error. */
final class NewEscapes implements Escapes {
    private final Source source;
    private final Dialect dialect;
    private final SyntaxErrors errors;

    NewEscapes(Source source, Dialect dialect, SyntaxErrors errors) {
        this.source = source;
        this.dialect = dialect;
        this.errors = errors;
    }

    @Override
    public void read(int quote, Text text) {
        int start = source.position++;
        int character = source.current();
        int control = Escapes.control(character);
        if (control != 0) {
            text.add(control);
            source.position++;
        } else if (source.atLineEnd()) {
            source.skipLineEnd();
            text.add('\n');
        } else if (source.atDigit()) {
            text.add(decimal(quote, text, start));
        } else if (character == 'u' && dialect.hasIntegers()) {
            utf8(quote, text, start);
        } else {
            switch (character) {
                case Source.END -> {}
                case '\\', '"', '\'' -> {
                    text.add(character);
                    source.position++;
                }
                case 'x' -> {
                    source.position++;
                    int high = hexDigit(quote, text, start);
                    text.add((high << 4) | hexDigit(quote, text, start));
                }
                case 'z' -> {
                    source.position++;
                    skipSpace();
                }
                default -> throw error(quote, text, start, "invalid escape sequence");
            }
        }
    }

    private void skipSpace() {
        while (source.atSpace()) {
            if (source.atLineEnd()) {
                source.skipLineEnd();
            } else {
                source.position++;
            }
        }
    }

    private int decimal(int quote, Text text, int start) {
        int value = 0;
        for (int i = 0; i < 3 && source.atDigit(); i++) {
            value = 10 * value + source.current() - '0';
            source.position++;
        }
        if (value > 255) {
            if (dialect == Dialect.LUA_5_2) {
                source.position--; // 5.2 does not show what follows the digits
            }
            throw error(quote, text, start, "decimal escape too large");
        }
        return value;
    }

    private int hexDigit(int quote, Text text, int start) {
        int digit = Source.hexDigit(source.current());
        if (digit < 0) {
            throw error(quote, text, start, "hexadecimal digit expected");
        }
        source.position++;
        return digit;
    }

    private void utf8(int quote, Text text, int start) {
        boolean wide = dialect.isAtLeast(Dialect.LUA_5_4);
        source.position++;
        if (!source.accept('{')) {
            throw error(quote, text, start, "missing '{'");
        }
        long code = hexDigit(quote, text, start);
        while (source.atHexDigit()) {
            code = (code << 4) | Source.hexDigit(source.current());
            if (code > (wide ? 0x7FFFFFFFL : 0x10FFFFL)) {
                throw error(quote, text, start, "UTF-8 value too large");
            }
            source.position++;
        }
        if (source.current() != '}') {
            throw error(quote, text, start, "missing '}'");
        }
        source.position++;
        addUtf8(text, (int) code);
    }

    /** Encodes up to 31 bits, as UTF-8 was first defined. */
    private static void addUtf8(Text text, int code) {
        if (code < 0x80) {
            text.add(code);
            return;
        }
        int continuations = 1;
        while ((code >>> (6 * continuations)) >= (0x40 >> continuations)) {
            continuations++;
        }
        text.add(((0xFF00 >> (continuations + 1)) & 0xFF) | (code >>> (6 * continuations)));
        for (int i = continuations - 1; i >= 0; i--) {
            text.add(0x80 | ((code >>> (6 * i)) & 0x3F));
        }
    }

    /** 5.2 shows the escape, later versions all of the string; up to the byte that is wrong. */
    private LuaError error(int quote, Text text, int start, String message) {
        int end = Math.min(source.position + 1, source.bytes.length);
        Text near = dialect == Dialect.LUA_5_2 ? new Text() : Quotes.begun(quote, text);
        return errors.near(near.add(source.bytes, start, end), message);
    }
}
