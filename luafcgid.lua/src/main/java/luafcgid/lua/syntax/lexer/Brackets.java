package luafcgid.lua.syntax.lexer;

import luafcgid.lua.Dialect;

/** Long strings and long comments. */
final class Brackets {
    static final int NONE = -1;

    private final Source source;
    private final Dialect dialect;
    private final SyntaxErrors errors;

    Brackets(Source source, Dialect dialect, SyntaxErrors errors) {
        this.source = source;
        this.dialect = dialect;
        this.errors = errors;
    }

    /** How many {@code =} stand in the opening bracket at which the source is; NONE where it is an ordinary bracket. */
    int level() {
        int level = levelOfComment();
        if (level == NONE && source.following() == '=') {
            Text opening = new Text();
            int end = source.position + 1;
            while (end < source.bytes.length && source.bytes[end] == '=') {
                end++;
            }
            throw errors.near(opening.add(source.bytes, source.position, end), "invalid long string delimiter");
        }
        return level;
    }

    /** As {@link #level()}, where anything else may follow a bracket. */
    int levelOfComment() {
        return levelAt(source.position, '[');
    }

    Token readString(int level) {
        int start = source.position;
        Text text = new Text();
        read(level, text, "string");
        return new Token(TokenType.STRING, null, text.toLua(), null, start, source.position);
    }

    void skipComment(int level) {
        read(level, new Text(), "comment");
    }

    private void read(int level, Text text, String what) {
        int firstLine = source.line;
        source.position += level + 2;
        if (source.atLineEnd()) {
            source.skipLineEnd();
        }
        while (levelAt(source.position, ']') != level) {
            int character = source.current();
            if (character == Source.END) {
                String where = dialect.hasIntegers() ? " (starting at line " + firstLine + ")" : "";
                throw errors.nearEnd("unfinished long " + what + where);
            }
            if (source.atLineEnd()) {
                source.skipLineEnd();
                text.add('\n');
            } else {
                if (level == 0 && dialect == Dialect.LUA_5_1 && levelAt(source.position, '[') == 0) {
                    throw errors.near(new Text().add('['), "nesting of [[...]] is deprecated");
                }
                text.add(character);
                source.position++;
            }
        }
        source.position += level + 2;
    }

    /** How many {@code =} stand between two of these; NONE where there are no two. */
    private int levelAt(int position, char bracket) {
        byte[] bytes = source.bytes;
        if (position >= bytes.length || bytes[position] != bracket) {
            return NONE;
        }
        int end = position + 1;
        while (end < bytes.length && bytes[end] == '=') {
            end++;
        }
        return end < bytes.length && bytes[end] == bracket ? end - position - 1 : NONE;
    }
}
