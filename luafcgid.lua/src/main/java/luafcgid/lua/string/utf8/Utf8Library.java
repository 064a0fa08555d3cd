package luafcgid.lua.string.utf8;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.string.Texts;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The {@code utf8} library of 5.3 and later. Its functions keep nothing of a state. */
public final class Utf8Library {
    private static final String INVALID = "invalid UTF-8 code";
    private static final int MOST_RESULTS = 999_900;
    private static final LuaString PATTERN_5_3 = pattern(0xf4);
    private static final LuaString PATTERN = pattern(0xfd);

    private final Dialect dialect;
    private final boolean since54;
    private final LuaValue next;
    private final LuaValue nextLax;

    private Utf8Library(Dialect dialect) {
        this.dialect = dialect;
        this.since54 = dialect.isAtLeast(Dialect.LUA_5_4);
        this.next = new LibraryFunction("for iterator", arguments -> next(arguments, false));
        this.nextLax = new LibraryFunction("for iterator", arguments -> next(arguments, true));
    }

    private static LuaString pattern(int lastLead) {
        int[] octets = {'[', 0, '-', 0x7f, 0xc2, '-', lastLead, ']', '[', 0x80, '-', 0xbf, ']', '*'};
        TextBuffer out = new TextBuffer(octets.length);
        for (int octet : octets) {
            out.append(octet);
        }
        return out.toLuaString();
    }

    /** A new table with the functions of a dialect. */
    public static LuaTable table(Dialect dialect) {
        Utf8Library library = new Utf8Library(dialect);
        LuaTable table = new LuaTable(0, 8);
        LibraryFunction.define(table, "char", library::character);
        LibraryFunction.define(table, "codepoint", library::codePoint);
        LibraryFunction.define(table, "codes", library::codes);
        LibraryFunction.define(table, "len", library::length);
        LibraryFunction.define(table, "offset", library::offset);
        table.rawset("charpattern", library.since54 ? PATTERN : PATTERN_5_3);
        return table;
    }

    private LuaString string(Varargs arguments) {
        return Texts.string(dialect, 1, Arguments.at(arguments, 1));
    }

    private Decoder decoder(Varargs arguments, int lax) {
        return new Decoder(
                string(arguments), dialect, since54 && arguments.arg(lax).toboolean());
    }

    private long position(Varargs arguments, int index, long otherwise, int length) {
        return Texts.fromStart(Arguments.integer(dialect, index, arguments.arg(index), otherwise), length);
    }

    private Varargs character(Varargs arguments) {
        TextBuffer out = new TextBuffer(16);
        for (int i = 1; i <= arguments.narg(); i++) {
            long code = Arguments.integer(dialect, i, arguments.arg(i));
            if (code < 0 || code > (since54 ? Integer.MAX_VALUE : 0x10ffff)) {
                throw Arguments.wrong(i, "value out of range");
            }
            Encoder.append(out, code);
        }
        return out.toLuaString();
    }

    private Varargs codePoint(Varargs arguments) {
        Decoder decoder = decoder(arguments, 4);
        long from = position(arguments, 2, 1, decoder.length());
        long to = position(arguments, 3, from, decoder.length());
        String problem = since54 ? "out of bounds" : "out of range";
        if (from < 1) {
            throw Arguments.wrong(2, problem);
        }
        if (to > decoder.length()) {
            throw Arguments.wrong(3, problem);
        }
        if (from > to) {
            return LuaValue.NONE;
        }
        if (to - from >= MOST_RESULTS) {
            throw new LuaError("stack overflow (string slice too long)");
        }
        LuaValue[] codes = new LuaValue[(int) (to - from + 1)];
        int count = 0;
        int at = (int) from - 1;
        while (at < to) {
            at = decoder.next(at);
            if (at < 0) {
                throw new LuaError(INVALID);
            }
            codes[count++] = Texts.number(dialect, decoder.code());
        }
        return LuaValue.varargsOf(codes, 0, count);
    }

    private Varargs length(Varargs arguments) {
        Decoder decoder = decoder(arguments, 4);
        long from = position(arguments, 2, 1, decoder.length());
        long to = position(arguments, 3, -1, decoder.length());
        String where = since54 ? "out of bounds" : "out of string";
        if (from < 1 || from > decoder.length() + 1L) {
            throw Arguments.wrong(2, "initial position " + where);
        }
        if (to > decoder.length()) {
            throw Arguments.wrong(3, "final position " + where);
        }
        long count = 0;
        int at = (int) from - 1;
        while (at < to) {
            int following = decoder.next(at);
            if (following < 0) {
                return LuaValue.varargsOf(LuaValue.NIL, Texts.number(dialect, at + 1L));
            }
            at = following;
            count++;
        }
        return Texts.number(dialect, count);
    }

    private Varargs offset(Varargs arguments) {
        Decoder decoder = decoder(arguments, Integer.MAX_VALUE);
        int length = decoder.length();
        long characters = Arguments.integer(dialect, 2, Arguments.at(arguments, 2));
        long at = position(arguments, 3, characters >= 0 ? 1 : length + 1L, length) - 1;
        if (at < 0 || at > length) {
            throw Arguments.wrong(3, since54 ? "position out of bounds" : "position out of range");
        }
        if (characters == 0) {
            while (at > 0 && decoder.continues(at)) {
                at--;
            }
            return Texts.number(dialect, at + 1);
        }
        if (decoder.continues(at)) {
            throw new LuaError("initial position is a continuation byte");
        }
        long left = characters;
        while (left < 0 && at > 0) {
            do {
                at--;
            } while (at > 0 && decoder.continues(at));
            left++;
        }
        if (characters > 0) {
            left--;
            while (left > 0 && at < length) {
                do {
                    at++;
                } while (decoder.continues(at));
                left--;
            }
        }
        return left == 0 ? Texts.number(dialect, at + 1) : LuaValue.NIL;
    }

    private Varargs codes(Varargs arguments) {
        LuaString text = string(arguments);
        boolean lax = since54 && arguments.arg(2).toboolean();
        if (since54 && new Decoder(text, dialect, lax).continues(0)) {
            throw Arguments.wrong(1, INVALID);
        }
        return LuaValue.varargsOf(lax ? nextLax : next, text, Texts.number(dialect, 0));
    }

    private Varargs next(Varargs arguments, boolean lax) {
        Decoder decoder = new Decoder(string(arguments), dialect, lax);
        long at = Arguments.integer(dialect, 2, arguments.arg(2));
        // Positions count from 1: this is the byte behind the one that began the last character.
        at = Math.max(0, at);
        while (decoder.continues(at)) {
            at++;
        }
        if (at >= decoder.length()) {
            return LuaValue.NONE;
        }
        int following = decoder.next((int) at);
        if (following < 0 || decoder.continues(following)) {
            throw new LuaError(INVALID);
        }
        return LuaValue.varargsOf(Texts.number(dialect, at + 1), Texts.number(dialect, decoder.code()));
    }
}
