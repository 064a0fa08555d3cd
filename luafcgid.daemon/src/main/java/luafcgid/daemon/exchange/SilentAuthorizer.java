package luafcgid.daemon.exchange;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import luafcgid.protocol.LimitedLog;

/** Tells of a script that was asked whether a request may proceed, and did not know that it was. */
final class SilentAuthorizer {
    private static final LimitedLog LOG =
            new LimitedLog(System.getLogger("luafcgid.daemon.Responder"), Duration.ofMinutes(1));

    private SilentAuthorizer() {}

    static void warn(Path script) {
        LOG.log(
                Level.WARNING,
                script.toString(),
                () -> script + ": denied, since an authorizer has to set a status;"
                        + " con:header(\"Status\", \"200 OK\") admits");
    }
}
