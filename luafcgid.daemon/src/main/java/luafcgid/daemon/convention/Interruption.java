package luafcgid.daemon.convention;

import java.io.IOException;
import luafcgid.daemon.RefusedException;

/** Ends a script on the spot. Not an exception: the engine lets an error through every {@code pcall}. */
final class Interruption extends Error {
    private static final long serialVersionUID = 1L;

    /** The web server has gone. */
    Interruption(IOException cause) {
        this((Exception) cause);
    }

    /** The request is answered otherwise. */
    Interruption(RefusedException cause) {
        this((Exception) cause);
    }

    private Interruption(Exception cause) {
        super(cause.getMessage(), cause, false, false);
    }

    /** Throws the reason. */
    void rethrow() throws IOException, RefusedException {
        if (getCause() instanceof IOException gone) {
            throw gone;
        }
        if (getCause() instanceof RefusedException refused) {
            throw refused;
        }
        throw this;
    }
}
