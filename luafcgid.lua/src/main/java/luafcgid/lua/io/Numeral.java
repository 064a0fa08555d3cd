package luafcgid.lua.io;

import java.io.IOException;
import luafcgid.lua.Dialect;
import luafcgid.lua.number.NumberReader;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads a number: the longest run of bytes that may begin one, which is lost where it is none after all. */
final class Numeral {
    /** C Lua's. A run that goes on is no number. */
    private static final int LONGEST = 200;

    private final Stream stream;
    private final StringBuilder text = new StringBuilder();

    private Numeral(Stream stream) {
        this.stream = stream;
    }

    /** Returns null where there is no number. */
    static @Nullable LuaValue read(Stream stream, Dialect dialect) throws IOException {
        return new Numeral(stream).read(dialect);
    }

    private @Nullable LuaValue read(Dialect dialect) throws IOException {
        skipSpace();
        accept("+-");
        boolean hex = false;
        int digits = 0;
        if (accept("0")) {
            hex = accept("xX");
            digits = hex ? 0 : 1;
        }
        digits += digits(hex);
        if (accept(".")) {
            digits += digits(hex);
        }
        if (digits > 0 && accept(hex ? "pP" : "eE")) {
            accept("+-");
            digits(false);
        }
        return text.length() >= LONGEST ? null : NumberReader.read(LuaString.valueOf(text.toString()), dialect);
    }

    private void skipSpace() throws IOException {
        for (int next = stream.peek(); next == ' ' || (next >= '\t' && next <= '\r'); next = stream.peek()) {
            stream.next++;
        }
    }

    private boolean accept(String any) throws IOException {
        int next = stream.peek();
        if (next < 0 || any.indexOf(next) < 0) {
            return false;
        }
        return take(next);
    }

    private int digits(boolean hex) throws IOException {
        int count = 0;
        for (int next = stream.peek();
                next >= 0 && next < 128 && Character.digit(next, hex ? 16 : 10) >= 0 && take(next);
                next = stream.peek()) {
            count++;
        }
        return count;
    }

    private boolean take(int next) {
        if (text.length() >= LONGEST) {
            return false;
        }
        text.append((char) next);
        stream.next++;
        return true;
    }
}
