package luafcgid.ext.fs;

import java.io.IOException;

/** The file policy does not allow it. */
final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
