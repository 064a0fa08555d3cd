package luafcgid.lua.syntax;

import java.nio.charset.StandardCharsets;
import luafcgid.lua.Dialect;
import luafcgid.lua.Latin1;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Parses texts, which are Latin-1. */
final class Chunks {
    private Chunks() {}

    static Chunk parse(String text, Dialect dialect) {
        return Parser.parse(text.getBytes(StandardCharsets.ISO_8859_1), "=c", dialect);
    }

    /** {@code ok} or the error, escaped. */
    static String message(String text, Dialect dialect) {
        return message(text, "=c", dialect);
    }

    static String message(String text, String name, Dialect dialect) {
        try {
            Parser.parse(text.getBytes(StandardCharsets.ISO_8859_1), name, dialect);
            return "ok";
        } catch (LuaError e) {
            LuaString message = e.getMessageObject().strvalue();
            return Messages.escape(Latin1.decode(message));
        }
    }
}
