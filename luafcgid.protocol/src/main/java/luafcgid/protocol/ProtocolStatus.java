package luafcgid.protocol;

/** How a request ended, seen from the protocol (FastCGI 1.0, section 5.5). */
public enum ProtocolStatus {
    /** The normal end. */
    REQUEST_COMPLETE(0),
    /** The application does not take a second request on a connection. */
    CANT_MPX_CONN(1),
    /** The application is out of some resource. */
    OVERLOADED(2),
    /** The role asked for is not one that the application knows. */
    UNKNOWN_ROLE(3);

    private static final ProtocolStatus[] BY_CODE = values();

    private final int code;

    ProtocolStatus(int code) {
        this.code = code;
    }

    /** The number on the wire, 0 to 3. */
    public int code() {
        return code;
    }

    /**
     * The status of that number.
     *
     * @throws ProtocolException for a number that the specification does not name
     */
    public static ProtocolStatus ofCode(int code) throws ProtocolException {
        if (code < 0 || code >= BY_CODE.length) {
            throw new ProtocolException("protocolStatus " + code + " is not one of 0 to 3");
        }
        return BY_CODE[code];
    }
}
