package luafcgid.lua.syntax.lexer;

import java.util.HashMap;
import java.util.Map;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;

/** Kinds of tokens. Reserved words come first, {@code goto} among them, which is a name in 5.1. */
public enum TokenType {
    AND("and"),
    BREAK("break"),
    DO("do"),
    ELSE("else"),
    ELSEIF("elseif"),
    END("end"),
    FALSE("false"),
    FOR("for"),
    FUNCTION("function"),
    GOTO("goto"),
    IF("if"),
    IN("in"),
    LOCAL("local"),
    NIL("nil"),
    NOT("not"),
    OR("or"),
    REPEAT("repeat"),
    RETURN("return"),
    THEN("then"),
    TRUE("true"),
    UNTIL("until"),
    WHILE("while"),
    FLOOR_DIVIDE("//"),
    CONCAT(".."),
    DOTS("..."),
    EQUAL("=="),
    GREATER_OR_EQUAL(">="),
    LESS_OR_EQUAL("<="),
    NOT_EQUAL("~="),
    SHIFT_LEFT("<<"),
    SHIFT_RIGHT(">>"),
    DOUBLE_COLON("::"),
    PLUS("+"),
    MINUS("-"),
    STAR("*"),
    SLASH("/"),
    PERCENT("%"),
    CARET("^"),
    HASH("#"),
    AMPERSAND("&"),
    TILDE("~"),
    BAR("|"),
    LESS("<"),
    GREATER(">"),
    ASSIGN("="),
    LEFT_PARENTHESIS("("),
    RIGHT_PARENTHESIS(")"),
    LEFT_BRACE("{"),
    RIGHT_BRACE("}"),
    LEFT_BRACKET("["),
    RIGHT_BRACKET("]"),
    SEMICOLON(";"),
    COLON(":"),
    COMMA(","),
    DOT("."),
    /** A byte that begins nothing. */
    OTHER(""),
    END_OF_FILE("<eof>"),
    NUMBER("<number>"),
    NAME("<name>"),
    STRING("<string>");

    private static final Map<String, TokenType> RESERVED = new HashMap<>();
    private static final @Nullable TokenType[] SINGLE = new @Nullable TokenType[128];

    static {
        for (TokenType type : values()) {
            if (type.compareTo(WHILE) <= 0) {
                RESERVED.put(type.text, type);
            } else if (type.text.length() == 1) {
                SINGLE[type.text.charAt(0)] = type;
            }
        }
    }

    private final String text;

    TokenType(String text) {
        this.text = text;
    }

    /** As it is written, or what messages call it. */
    String text() {
        return text;
    }

    /** Whether messages show it without quotes (from 5.2 on): no token of this type is written like that. */
    boolean isDescription() {
        return compareTo(END_OF_FILE) >= 0;
    }

    /** What a word is. */
    static TokenType ofWord(String word, Dialect dialect) {
        TokenType reserved = RESERVED.get(word);
        return reserved == null || (reserved == GOTO && dialect == Dialect.LUA_5_1) ? NAME : reserved;
    }

    /** What a byte is that is a token of its own. */
    static TokenType ofByte(int character) {
        TokenType type = character < SINGLE.length ? SINGLE[character] : null;
        return type == null ? OTHER : type;
    }
}
