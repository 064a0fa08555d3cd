package luafcgid.protocol;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What an application is asked to be for one request (FastCGI 1.0, section 6). */
public enum Role {
    /** Answers an HTTP request, as a CGI program does (6.2). */
    RESPONDER(1),
    /** Decides whether a request may proceed (6.3). */
    AUTHORIZER(2),
    /** Filters a file that the web server sends as a second stream (6.4). */
    FILTER(3);

    private static final Role[] BY_CODE = values();

    private final int code;

    Role(int code) {
        this.code = code;
    }

    /** The number on the wire, 1 to 3. */
    public int code() {
        return code;
    }

    /** The streams that a web server sends in this role. */
    public Set<RecordType> inputStreams() {
        return this == FILTER
                ? EnumSet.of(RecordType.PARAMS, RecordType.STDIN, RecordType.DATA)
                : EnumSet.of(RecordType.PARAMS, RecordType.STDIN);
    }

    /** The role of that number, or empty where the specification names none: answer UNKNOWN_ROLE. */
    public static Optional<Role> ofCode(int code) {
        return code < 1 || code > BY_CODE.length ? Optional.empty() : Optional.of(BY_CODE[code - 1]);
    }
}
