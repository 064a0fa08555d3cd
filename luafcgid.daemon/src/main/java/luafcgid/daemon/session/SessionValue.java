package luafcgid.daemon.session;

/** What a script keeps in a session: immutable, and equal by content. */
public sealed interface SessionValue {
    /** About how many bytes of memory it takes. */
    default long weight() {
        return 24;
    }

    /** A boolean. */
    record Bool(boolean value) implements SessionValue {}

    /** An integer of Lua 5.3. */
    record Int(long value) implements SessionValue {}

    /** A float, not a number and infinities among them; also one without a fraction, which is no {@link Int}. */
    record Real(double value) implements SessionValue {}

    /**
     * A string.
     *
     * @param value each byte a character, U+0000 to U+00FF
     */
    record Text(String value) implements SessionValue {
        @Override
        public long weight() {
            return 64 + (long) value.length();
        }
    }
}
