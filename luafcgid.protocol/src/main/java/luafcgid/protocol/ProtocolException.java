package luafcgid.protocol;

import java.io.IOException;

/** The peer sent what FastCGI 1.0 does not allow; the message names the field and the value. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }
}
