package luafcgid.daemon.exchange;

import java.io.IOException;
import luafcgid.daemon.RefusedException;
import luafcgid.lua.ScriptException;

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

    /** The script was told to stop while it waited for the web server. */
    Interruption(ScriptException cause) {
        this((Exception) cause);
    }

    private Interruption(Exception cause) {
        super(cause.getMessage(), cause, false, false);
    }

    /** Throws the reason. */
    void rethrow() throws IOException, RefusedException, ScriptException {
        if (getCause() instanceof IOException gone) {
            throw gone;
        }
        if (getCause() instanceof RefusedException refused) {
            throw refused;
        }
        if (getCause() instanceof ScriptException stopped) {
            throw stopped;
        }
        throw this;
    }
}
