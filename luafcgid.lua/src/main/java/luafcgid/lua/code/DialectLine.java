package luafcgid.lua.code;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/**
 * The dialect that a script chooses by its first line, {@code -- lua: 5.4}; the second where the first is one for the shell.
 *
 * @param named   what stands after {@code lua:}; empty where there is no such line
 * @param dialect the one of that name; null where it names none
 * @param number  of the line
 */
record DialectLine(String named, @Nullable Dialect dialect, int number) {
    static final DialectLine NONE = new DialectLine("", null, 0);

    /** Long enough for a shell's line and a comment. */
    private static final int LOOKED_AT = 1024;

    private static final Pattern LINE = Pattern.compile(
            "\\A(?:\u00ef\u00bb\u00bf)?(#[^\\n]*\\n)?--[ \\t]*lua:[ \\t]*([0-9][^ \\t\\r\\n]*)[ \\t]*\\r?(?:\\n|\\z)");

    static DialectLine of(byte[] contents) {
        String start = new String(contents, 0, Math.min(contents.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        Matcher line = LINE.matcher(start);
        return line.find()
                ? new DialectLine(line.group(2), Dialect.of(line.group(2)).orElse(null), line.group(1) == null ? 1 : 2)
                : NONE;
    }

    /** Throws when the line names no dialect, or one that the engine does not run. */
    void check(Path file, Engine engine) {
        if (named.isEmpty()) {
            return;
        }
        if (dialect == null) {
            throw wrong(file, " is no dialect: write 5.1, 5.2, 5.3 or 5.4");
        }
        if (!engine.speaks(dialect)) {
            throw wrong(
                    file,
                    " is not run by engine=" + engine.text()
                            + " in luafcgid.lua.Pool: write 5.1 or 5.2, or set engine=compiled");
        }
    }

    private LuaError wrong(Path file, String why) {
        return new LuaError(file + ":" + number + ": lua: " + named + why);
    }
}
