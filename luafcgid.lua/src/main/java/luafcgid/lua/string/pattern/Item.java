package luafcgid.lua.string.pattern;

import org.jspecify.annotations.Nullable;

/**
 * A part of a pattern.
 *
 * @param kind    what it does
 * @param set     the bytes that a single character matches
 * @param operand a capture's number from 0, or the two bytes of {@code %b}
 * @param problem why the pattern is malformed here: found out only by who gets here
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Item(Kind kind, boolean[] set, int operand, @Nullable String problem) {
    enum Kind {
        /** One byte of the set. */
        ONE,
        OPTIONAL,
        STAR,
        PLUS,
        LAZY,
        OPEN,
        POSITION,
        CLOSE,
        BALANCE,
        FRONTIER,
        REFERENCE,
        TEXT_END,
        END,
        PROBLEM
    }

    private static final boolean[] NONE = new boolean[256];

    static Item of(Kind kind) {
        return new Item(kind, NONE, 0, null);
    }

    static Item of(Kind kind, int operand) {
        return new Item(kind, NONE, operand, null);
    }

    static Item of(Kind kind, boolean[] set) {
        return new Item(kind, set, 0, null);
    }

    static Item problem(String problem) {
        return new Item(Kind.PROBLEM, NONE, 0, problem);
    }
}
