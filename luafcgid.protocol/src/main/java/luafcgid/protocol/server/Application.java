package luafcgid.protocol.server;

import java.nio.file.Path;
import java.util.function.Supplier;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.SpoolSettings;

/**
 * What answers the requests of a listener, and on which terms.
 *
 * @param limits of the connections that begin from now on
 */
public record Application(Responder responder, RequestExecutor executor, Spool spool, Supplier<Limits> limits) {
    /** With the usual limits, for bodies too. */
    public Application(Responder responder, RequestExecutor executor, Path bodies) {
        this(responder, executor, new Spool(SpoolSettings.in(bodies)), () -> Limits.DEFAULT);
    }
}
