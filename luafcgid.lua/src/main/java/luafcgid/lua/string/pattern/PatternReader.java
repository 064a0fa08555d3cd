package luafcgid.lua.string.pattern;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.string.pattern.Item.Kind;
import org.luaj.vm2.LuaString;

/** Reads a pattern. What follows a mistake is not read: nobody gets there. */
final class PatternReader {
    private static final int MOST_CAPTURES = 32;
    private static final char ESCAPE = '%';

    private final Dialect dialect;
    private final byte[] bytes;
    private final int end;
    private final List<Item> items = new ArrayList<>();
    private int at;
    private int captures;
    /** A bit for each capture that is open. */
    private int open;

    PatternReader(LuaString text, int from, Dialect dialect) {
        this.dialect = dialect;
        this.bytes = text.m_bytes;
        this.at = text.m_offset + from;
        int length = text.m_length;
        if (dialect == Dialect.LUA_5_1) {
            // To this version a zero ends a pattern.
            int zero = text.indexOf((byte) 0, from);
            length = zero < 0 ? length : zero;
        }
        this.end = text.m_offset + length;
    }

    Pattern read() {
        try {
            while (at < end) {
                readItem();
            }
            items.add(Item.of(Kind.END));
        } catch (Malformed e) {
            items.add(Item.problem(e.problem));
        }
        return new Pattern(dialect, items.toArray(new Item[0]), captures, open);
    }

    private void readItem() throws Malformed {
        switch (bytes[at]) {
            case '(' -> readOpening();
            case ')' -> readClosing();
            case ESCAPE -> readEscape();
            case '$' -> {
                if (at + 1 == end) {
                    at++;
                    items.add(Item.of(Kind.TEXT_END));
                } else {
                    readSingle();
                }
            }
            default -> readSingle();
        }
    }

    private void readOpening() throws Malformed {
        at++;
        if (captures >= MOST_CAPTURES) {
            throw new Malformed("too many captures");
        }
        if (at < end && bytes[at] == ')') {
            at++;
            items.add(Item.of(Kind.POSITION, captures));
        } else {
            items.add(Item.of(Kind.OPEN, captures));
            open |= 1 << captures;
        }
        captures++;
    }

    private void readClosing() throws Malformed {
        at++;
        if (open == 0) {
            throw new Malformed("invalid pattern capture");
        }
        int last = Integer.highestOneBit(open);
        open &= ~last;
        items.add(Item.of(Kind.CLOSE, Integer.numberOfTrailingZeros(last)));
    }

    @SuppressWarnings("OrphanedFormatString") // It is a pattern.
    private void readEscape() throws Malformed {
        int next = at + 1 < end ? bytes[at + 1] : -1;
        if (next == 'b') {
            if (at + 3 >= end) {
                throw new Malformed(
                        dialect == Dialect.LUA_5_1
                                ? "unbalanced pattern"
                                : "malformed pattern (missing arguments to '%b')");
            }
            items.add(Item.of(Kind.BALANCE, ((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff)));
            at += 4;
        } else if (next == 'f') {
            at += 2;
            if (at >= end || bytes[at] != '[') {
                throw new Malformed("missing '[' after '%f' in pattern");
            }
            items.add(Item.of(Kind.FRONTIER, readSet()));
        } else if (next >= '0' && next <= '9') {
            at += 2;
            int capture = next - '1';
            if (capture < 0 || capture >= captures || (open & (1 << capture)) != 0) {
                throw new Malformed(
                        dialect == Dialect.LUA_5_1 ? "invalid capture index" : "invalid capture index %" + (char) next);
            }
            items.add(Item.of(Kind.REFERENCE, capture));
        } else {
            readSingle();
        }
    }

    private void readSingle() throws Malformed {
        boolean[] set = readSet();
        Kind kind = at < end ? repetition(bytes[at]) : Kind.ONE;
        if (kind != Kind.ONE) {
            at++;
        }
        items.add(Item.of(kind, set));
    }

    private static Kind repetition(byte octet) {
        return switch (octet) {
            case '?' -> Kind.OPTIONAL;
            case '*' -> Kind.STAR;
            case '+' -> Kind.PLUS;
            case '-' -> Kind.LAZY;
            default -> Kind.ONE;
        };
    }

    private boolean[] readSet() throws Malformed {
        int octet = bytes[at++];
        return switch (octet) {
            case '.' -> Classes.ALL;
            case ESCAPE -> {
                if (at >= end) {
                    throw new Malformed("malformed pattern (ends with '%')");
                }
                yield Classes.named(bytes[at++] & 0xff, dialect);
            }
            case '[' -> readBracket();
            default -> Classes.single(octet);
        };
    }

    private boolean[] readBracket() throws Malformed {
        boolean complement = at < end && bytes[at] == '^';
        int from = complement ? at + 1 : at;
        int close = closing(from);
        boolean[] set = new boolean[256];
        int i = from;
        while (i < close) {
            int octet = bytes[i] & 0xff;
            if (octet == ESCAPE) {
                boolean[] named = Classes.named(bytes[i + 1] & 0xff, dialect);
                for (int c = 0; c < set.length; c++) {
                    set[c] |= named[c];
                }
                i += 2;
            } else if (i + 2 < close && bytes[i + 1] == '-') {
                for (int c = octet; c <= (bytes[i + 2] & 0xff); c++) {
                    set[c] = true;
                }
                i += 3;
            } else {
                set[octet] = true;
                i++;
            }
        }
        at = close + 1;
        return complement ? Classes.complement(set) : set;
    }

    /** The index of the bracket's end: the first that is neither the first in it nor escaped. */
    private int closing(int from) throws Malformed {
        int i = from;
        do {
            if (i < end && bytes[i++] == ESCAPE && i < end) {
                i++;
            }
            if (i >= end) {
                throw new Malformed("malformed pattern (missing ']')");
            }
        } while (bytes[i] != ']');
        return i;
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        final String problem;

        Malformed(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }
    }
}
