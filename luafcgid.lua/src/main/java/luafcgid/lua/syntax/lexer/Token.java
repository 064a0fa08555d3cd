package luafcgid.lua.syntax.lexer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;

/**
 * A token.
 *
 * @param word     of a name or a reserved word
 * @param string   of a string: its value
 * @param number   of a number: its value
 * @param start    where its text begins in the source
 * @param end      where its text ends
 */
public record Token(
        TokenType type,
        @Nullable Word word,
        @Nullable LuaString string,
        @Nullable LuaNumber number,
        int start,
        int end) {
    static Token symbol(TokenType type, int start, int end) {
        return new Token(type, null, null, null, start, end);
    }

    /** The name that it is. */
    public Word name() {
        return Objects.requireNonNull(word, "a name");
    }

    /** The value of the string that it is. */
    public LuaString text() {
        return Objects.requireNonNull(string, "a string");
    }

    /** The value of the number that it is. */
    public LuaNumber value() {
        return Objects.requireNonNull(number, "a number");
    }
}
