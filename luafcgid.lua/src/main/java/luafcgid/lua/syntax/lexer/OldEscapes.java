package luafcgid.lua.syntax.lexer;

/** Escapes of 5.1: any other character stands for itself. */
final class OldEscapes implements Escapes {
    private final Source source;
    private final SyntaxErrors errors;

    OldEscapes(Source source, SyntaxErrors errors) {
        this.source = source;
        this.errors = errors;
    }

    @Override
    public void read(int quote, Text text) {
        source.position++;
        int character = source.current();
        if (character == Source.END) {
            return;
        }
        if (source.atLineEnd()) {
            source.skipLineEnd();
            text.add('\n');
        } else if (source.atDigit()) {
            text.add(decimal(quote, text));
        } else {
            int control = Escapes.control(character);
            text.add(control == 0 ? character : control);
            source.position++;
        }
    }

    private int decimal(int quote, Text text) {
        int value = 0;
        for (int i = 0; i < 3 && source.atDigit(); i++) {
            value = 10 * value + source.current() - '0';
            source.position++;
        }
        if (value > 255) {
            throw errors.near(Quotes.begun(quote, text), "escape sequence too large");
        }
        return value;
    }
}
