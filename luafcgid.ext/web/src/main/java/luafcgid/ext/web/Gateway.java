package luafcgid.ext.web;

import java.util.function.Supplier;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.transport.Spool;

/**
 * What every exchange needs of the daemon.
 *
 * @param spool    keeps bodies that are not read yet
 * @param settings as they are now
 * @param software name and version, as in {@code luafcgid/3.0.0}
 */
record Gateway(
        RequestExecutor executor, Responder responder, Spool spool, Supplier<Settings> settings, String software) {}
