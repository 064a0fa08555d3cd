package luafcgid.ext.form.body;

/** The rest of a line that begins with a boundary: two dashes after the last one, then spaces and the line's end. */
final class DelimiterTail {
    /** What mail programs once padded lines with is never longer. */
    private static final int PADDING = 256;

    private final boolean crlf;
    private final boolean lf;
    private int length;

    enum Kind {
        /** Another part follows. */
        NEXT,
        /** No part follows. */
        LAST,
        /** The line only begins like a delimiter. */
        NONE,
        /** More bytes have to come first. */
        UNDECIDED
    }

    /** Which line ends count; a body's first may be either. */
    DelimiterTail(boolean crlf, boolean lf) {
        this.crlf = crlf;
        this.lf = lf;
    }

    boolean isAnyLine() {
        return crlf && lf;
    }

    /** Bytes of the tail that {@link #look} found. */
    int length() {
        return length;
    }

    /** @param complete whether no bytes follow those up to {@code end} */
    Kind look(byte[] bytes, int from, int end, boolean complete) {
        int i = from;
        boolean dashes = end - i >= 2 && bytes[i] == '-' && bytes[i + 1] == '-';
        if (dashes) {
            i += 2;
        } else if (!complete && end - i < 2) {
            return Kind.UNDECIDED;
        }
        while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        if (i - from > PADDING) {
            return Kind.NONE;
        }
        if (i < end && bytes[i] == '\r') {
            i++;
            if (i < end && bytes[i] != '\n') {
                return Kind.NONE;
            }
        }
        if (i == end) {
            return complete ? (dashes ? Kind.LAST : Kind.NONE) : Kind.UNDECIDED;
        }
        if (bytes[i] != '\n') {
            return Kind.NONE;
        }
        length = i + 1 - from;
        if (dashes) {
            return Kind.LAST;
        }
        return (bytes[i - 1] == '\r' ? crlf : lf) ? Kind.NEXT : Kind.NONE;
    }
}
