package luafcgid.protocol.server;

import java.util.function.Supplier;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.transport.Spool;

/**
 * What answers the requests of a listener, and on which terms.
 *
 * @param limits of the connections that begin from now on
 */
public record Application(Responder responder, RequestExecutor executor, Spool spool, Supplier<Limits> limits) {}
