package luafcgid.lua.syntax.lexer;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaError;

/** Words errors in a chunk as C Lua of the dialect does. */
final class SyntaxErrors {
    private final Source source;
    private final String chunkName;
    private final Dialect dialect;

    SyntaxErrors(Source source, String chunkName, Dialect dialect) {
        this.source = source;
        this.chunkName = chunkName;
        this.dialect = dialect;
    }

    /** An error at the line that has been read to. */
    LuaError plain(String message) {
        return new LuaError(begin(message).toLua());
    }

    /** An error near a token. */
    LuaError near(Token token, String message) {
        return switch (token.type()) {
            case NAME, NUMBER -> near(new Text().add(source.bytes, token.start(), token.end()), message);
            case STRING -> near(asWritten(token), message);
            case OTHER -> nearByte(source.bytes[token.start()] & 0xFF, message);
            default ->
                new LuaError(
                        begin(message).add(" near ").add(quoted(token.type())).toLua());
        };
    }

    /** An error near a part of a token. */
    LuaError near(Text text, String message) {
        return new LuaError(
                begin(message).add(" near '").addPrintable(text).add('\'').toLua());
    }

    LuaError nearEnd(String message) {
        return new LuaError(
                begin(message).add(" near ").add(quoted(TokenType.END_OF_FILE)).toLua());
    }

    /** A type of token as messages show it. */
    String quoted(TokenType type) {
        return type.isDescription() && dialect != Dialect.LUA_5_1 ? type.text() : "'" + type.text() + "'";
    }

    private LuaError nearByte(int character, String message) {
        if (character == 0) {
            return plain(message);
        }
        boolean printable = character >= ' ' && character < 127;
        Text text = begin(message).add(" near ");
        if (printable) {
            text.add('\'').add(character).add('\'');
        } else if (dialect == Dialect.LUA_5_1) {
            boolean control = character < ' ' || character == 127;
            text.add('\'');
            (control ? text.add("char(" + character + ")") : text.add(character)).add('\'');
        } else if (dialect == Dialect.LUA_5_2) {
            text.add("char(" + character + ")");
        } else {
            text.add("'<\\" + character + ">'");
        }
        return new LuaError(text.toLua());
    }

    /** A string with its quotes, but with its escapes replaced, as it stands in C Lua's buffer. */
    private Text asWritten(Token token) {
        byte[] bytes = source.bytes;
        int quote = token.start() + 1;
        if (bytes[token.start()] == '[') {
            while (bytes[quote] == '=') {
                quote++;
            }
            quote++;
        }
        Text text = new Text().add(bytes, token.start(), quote).add(token.text());
        return text.add(bytes, token.end() - (quote - token.start()), token.end());
    }

    private Text begin(String message) {
        return new Text()
                .add(ChunkName.displayInSyntaxError(chunkName, dialect))
                .add(":" + source.line + ": ")
                .add(message);
    }
}
