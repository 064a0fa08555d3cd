package luafcgid.lua.syntax.lexer;

/** The bytes of a chunk, read from the first to the last, and the line of the next one. */
final class Source {
    /** What follows the last byte. */
    static final int END = -1;

    final byte[] bytes;
    int position;
    int line = 1;

    Source(byte[] bytes) {
        this.bytes = bytes;
    }

    int current() {
        return position < bytes.length ? bytes[position] & 0xFF : END;
    }

    /** The byte after the current one. */
    int following() {
        return position + 1 < bytes.length ? bytes[position + 1] & 0xFF : END;
    }

    /** Goes on if this is the next byte. */
    boolean accept(int character) {
        if (current() != character) {
            return false;
        }
        position++;
        return true;
    }

    boolean atLineEnd() {
        int character = current();
        return character == '\n' || character == '\r';
    }

    /** Skips one line end: \n and \r in any order are one together. */
    void skipLineEnd() {
        int first = current();
        position++;
        if (atLineEnd() && current() != first) {
            position++;
        }
        line++;
    }

    /** Skips to the end of the line. */
    void skipLine() {
        while (position < bytes.length && !atLineEnd()) {
            position++;
        }
    }

    boolean atSpace() {
        int character = current();
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    boolean atDigit() {
        return isDigit(current());
    }

    boolean atHexDigit() {
        return hexDigit(current()) >= 0;
    }

    boolean atWordCharacter() {
        int character = current();
        return isLetter(character) || isDigit(character);
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /** Whether a word may begin so. */
    static boolean isLetter(int character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '_';
    }

    /** The value of a hexadecimal digit; negative where it is none. */
    static int hexDigit(int character) {
        return character < 0 || character > 'f' ? -1 : Character.digit(character, 16);
    }
}
