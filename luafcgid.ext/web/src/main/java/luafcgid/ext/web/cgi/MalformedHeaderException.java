package luafcgid.ext.web.cgi;

import java.io.IOException;

/** A script's header block is none; the message says which line and why. */
public final class MalformedHeaderException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String message;

    public MalformedHeaderException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
