package luafcgid.lua.string.pattern;

import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;

/** Sets of bytes: those with a letter, single ones, and brackets. Those of C's own locale. */
final class Classes {
    static final boolean[] ALL = all();
    private static final boolean[][] SINGLE = new boolean[256][];
    private static final boolean[][] NAMED = new boolean[128][];
    private static final boolean[][] COMPLEMENT = new boolean[128][];

    static {
        for (int i = 0; i < SINGLE.length; i++) {
            SINGLE[i] = new boolean[256];
            SINGLE[i][i] = true;
        }
        for (char name : new char[] {'a', 'c', 'd', 'g', 'l', 'p', 's', 'u', 'w', 'x', 'z'}) {
            NAMED[name] = new boolean[256];
            COMPLEMENT[name] = new boolean[256];
            for (int c = 0; c < 256; c++) {
                NAMED[name][c] = is(name, c);
                COMPLEMENT[name][c] = !is(name, c);
            }
        }
    }

    private Classes() {}

    private static boolean[] all() {
        return complement(new boolean[256]);
    }

    static boolean[] complement(boolean[] set) {
        boolean[] others = new boolean[set.length];
        for (int c = 0; c < set.length; c++) {
            others[c] = !set[c];
        }
        return others;
    }

    static boolean[] single(int octet) {
        return SINGLE[octet & 0xff];
    }

    /** The set that {@code %} and a character stand for: an upper-case letter is the complement, no letter is the character itself. */
    static boolean[] named(int character, Dialect dialect) {
        int lower = character | 0x20;
        boolean letter = lower >= 'a' && lower <= 'z';
        boolean known = letter && (lower != 'g' || dialect != Dialect.LUA_5_1);
        boolean @Nullable [] set = known ? (character == lower ? NAMED : COMPLEMENT)[lower] : null;
        return set == null ? single(character) : set;
    }

    private static boolean is(char name, int c) {
        boolean lower = c >= 'a' && c <= 'z';
        boolean upper = c >= 'A' && c <= 'Z';
        boolean digit = c >= '0' && c <= '9';
        boolean graphic = c > ' ' && c < 127;
        return switch (name) {
            case 'a' -> lower || upper;
            case 'c' -> c < ' ' || c == 127;
            case 'd' -> digit;
            case 'g' -> graphic;
            case 'l' -> lower;
            case 'p' -> graphic && !lower && !upper && !digit;
            case 's' -> c == ' ' || (c >= '\t' && c <= '\r');
            case 'u' -> upper;
            case 'w' -> lower || upper || digit;
            case 'x' -> digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            default -> c == 0;
        };
    }
}
