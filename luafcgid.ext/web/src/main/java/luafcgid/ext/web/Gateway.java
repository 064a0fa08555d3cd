package luafcgid.ext.web;

import java.util.function.Supplier;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;

/**
 * What every exchange needs of the daemon.
 *
 * @param settings as they are now
 * @param software name and version, as in {@code luafcgid/3.0.0}
 */
record Gateway(RequestExecutor executor, Responder responder, Supplier<Settings> settings, String software) {}
