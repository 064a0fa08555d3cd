package luafcgid.ext.form.body;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a multipart body (RFC 2046, section 5.1) part by part, in memory that does not depend on what is sent. The first
 * delimiter decides whether lines end in CRLF or in LF; from then on only that makes a delimiter.
 */
public final class MultipartReader {
    private static final int BUFFER = 64 << 10;
    private static final int SMALL_BUFFER = 4 << 10;

    private final ByteSource source;
    private final Boundary boundary;
    private final int headerLimit;
    private DelimiterSearch search;
    private DelimiterTail tail = new DelimiterTail(true, true);
    private byte[] buffer;
    private int position;
    private int end;
    private boolean ended;

    /** Bytes of content from the position on that were found and not taken yet. */
    private int run;

    /** Length of the line break before the content, which may turn out to be a delimiter's; 0 past it. */
    private int opening = 1;

    private State state = State.CONTENT;

    private enum State {
        /** Of a part; of none before the first delimiter. */
        CONTENT,
        HEAD,
        OVER
    }

    /**
     * @param announced length of the body; -1 when it is not known
     * @param headerLimit bytes that the headers of a part may have
     */
    public MultipartReader(ByteSource source, Boundary boundary, long announced, int headerLimit) {
        this.source = source;
        this.boundary = boundary;
        this.headerLimit = headerLimit;
        this.search = boundary.after("\n");
        this.buffer = new byte[announced >= 0 && announced < SMALL_BUFFER ? SMALL_BUFFER : BUFFER];
        // The body's beginning is the beginning of a line.
        buffer[0] = '\n';
        end = 1;
    }

    /** Goes to the next part, past what is left of the one before; null when there is none. */
    public @Nullable PartHead next() throws BadFormException {
        while (content(Integer.MAX_VALUE) != null) {
            // Not wanted: the preamble, or what nobody read.
        }
        if (state == State.OVER) {
            return null;
        }
        PartHead head = PartHead.parse(headerBlock());
        state = State.CONTENT;
        return head;
    }

    /** More of the part's content, at least a byte; null at its end. Good until the next call. */
    public @Nullable ByteBuffer content(int most) throws BadFormException {
        if (run == 0) {
            locate();
        }
        if (run == 0) {
            return null;
        }
        int n = Math.min(run, most);
        ByteBuffer piece = ByteBuffer.wrap(buffer, position, n);
        position += n;
        run -= n;
        return piece;
    }

    /** Finds a run of content, or the delimiter that ends it. */
    private void locate() throws BadFormException {
        while (state == State.CONTENT && run == 0) {
            require(search.length());
            if (opening > 0) {
                if (!(search.isAt(buffer, position) && takeDelimiter())) {
                    position += opening;
                }
                opening = 0;
                continue;
            }
            int found = search.find(buffer, position, end);
            if (found < 0) {
                run = end - position - (search.length() - 1);
            } else if (found > position) {
                run = found - position;
            } else if (!takeDelimiter()) {
                run = 1;
            }
        }
    }

    /** Takes the delimiter at the position with its line; false when what follows makes it none. */
    private boolean takeDelimiter() throws BadFormException {
        int length = search.length();
        DelimiterTail.Kind kind = tail.look(buffer, position + length, end, ended);
        while (kind == DelimiterTail.Kind.UNDECIDED) {
            fill();
            kind = tail.look(buffer, position + length, end, ended);
        }
        switch (kind) {
            case NEXT -> {
                state = State.HEAD;
                position += length + tail.length();
                decideLines();
            }
            case LAST -> state = State.OVER;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void decideLines() {
        if (tail.isAnyLine()) {
            boolean crlf = buffer[position - 2] == '\r';
            tail = new DelimiterTail(crlf, !crlf);
            search = boundary.after(crlf ? "\r\n" : "\n");
        }
    }

    /** The header lines of a part. The empty line's break stays: it may be a delimiter's. */
    private String headerBlock() throws BadFormException {
        int line = 0;
        for (int i = 0; ; i++) {
            while (position + i == end) {
                if (i > headerLimit + "\r\n".length() - 1) {
                    throw tooLongHeaders();
                }
                if (!fill()) {
                    throw missing();
                }
            }
            if (buffer[position + i] != '\n') {
                continue;
            }
            boolean crlf = i > line && buffer[position + i - 1] == '\r';
            if (i - (crlf ? 1 : 0) == line) {
                if (line > headerLimit) {
                    throw tooLongHeaders();
                }
                String block = new String(buffer, position, line, StandardCharsets.ISO_8859_1);
                opening = crlf ? 2 : 1;
                position += line;
                return block;
            }
            line = i + 1;
        }
    }

    private BadFormException tooLongHeaders() {
        return BadFormException.over("the headers of a part are larger than", headerLimit, "bytes", "headerbytes");
    }

    private BadFormException missing() {
        return BadFormException.malformed(
                "the multipart body ends without its last boundary, " + Text.shown("--" + boundary.value() + "--"));
    }

    /** Has so many bytes at the position. */
    private void require(int bytes) throws BadFormException {
        while (end - position < bytes) {
            if (!fill()) {
                throw missing();
            }
        }
    }

    /** Reads more; false at the body's end. */
    private boolean fill() throws BadFormException {
        if (ended) {
            return false;
        }
        if (buffer.length - end < buffer.length / 2 && position > 0) {
            System.arraycopy(buffer, position, buffer, 0, end - position);
            end -= position;
            position = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, end * 2);
        }
        int n = source.read(buffer, end, buffer.length - end);
        ended = n < 0;
        end += Math.max(n, 0);
        return !ended;
    }
}
