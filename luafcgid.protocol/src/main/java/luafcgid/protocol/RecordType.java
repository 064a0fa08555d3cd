package luafcgid.protocol;

import java.util.Optional;

/** The kinds of record (FastCGI 1.0, section 8). */
public enum RecordType {
    BEGIN_REQUEST(1),
    ABORT_REQUEST(2),
    END_REQUEST(3),
    PARAMS(4),
    STDIN(5),
    STDOUT(6),
    STDERR(7),
    DATA(8),
    GET_VALUES(9),
    GET_VALUES_RESULT(10),
    UNKNOWN_TYPE(11);

    private static final RecordType[] BY_CODE = values();

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /** The number on the wire, 1 to 11. */
    public int code() {
        return code;
    }

    /** Whether records of this type form a stream that an empty record ends (3.3). */
    public boolean isStream() {
        return switch (this) {
            case PARAMS, STDIN, STDOUT, STDERR, DATA -> true;
            default -> false;
        };
    }

    /** The type of that number, or empty where the specification names none. */
    public static Optional<RecordType> ofCode(int code) {
        return code < 1 || code > BY_CODE.length ? Optional.empty() : Optional.of(BY_CODE[code - 1]);
    }
}
