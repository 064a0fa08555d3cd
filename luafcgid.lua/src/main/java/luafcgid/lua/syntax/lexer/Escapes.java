package luafcgid.lua.syntax.lexer;

/** What a backslash means in a string. */
interface Escapes {
    /**
     * Reads an escape, at whose backslash the source is. At the end of the source it adds nothing: the string is unfinished.
     *
     * @param quote with which the string began
     * @param text  what the string is up to here; takes what the escape stands for
     */
    void read(int quote, Text text);

    /** What a letter after a backslash stands for in every dialect; 0 where it is none of these. */
    static int control(int letter) {
        return switch (letter) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            default -> 0;
        };
    }
}
