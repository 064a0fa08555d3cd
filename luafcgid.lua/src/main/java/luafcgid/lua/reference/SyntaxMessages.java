package luafcgid.lua.reference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** LuaJ's compiler shows token numbers where Lua shows the text. */
final class SyntaxMessages {
    private static final Pattern SYMBOL = Pattern.compile("unexpected symbol (\\d+) \\((.*)\\)", Pattern.DOTALL);
    private static final int FIRST_RESERVED = 257;
    private static final String[] TOKENS = {
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
                "not",
        "or", "repeat", "return", "then", "true", "until", "while", "..", "...", "==", ">=", "<=", "~=", "::", "<eof>",
        "<number>", "<name>", "<string>", "<eof>"
    };

    private SyntaxMessages() {}

    static String reword(String message) {
        Matcher symbol = SYMBOL.matcher(message);
        if (!symbol.find()) {
            return message;
        }
        int token = Integer.parseInt(symbol.group(1)) - FIRST_RESERVED;
        String text = token < 0 ? symbol.group(2) : token < TOKENS.length ? TOKENS[token] : "?";
        String quoted = text.startsWith("<") && text.length() > 2 ? text : "'" + text + "'";
        return message.substring(0, symbol.start()) + "unexpected symbol near " + quoted;
    }
}
