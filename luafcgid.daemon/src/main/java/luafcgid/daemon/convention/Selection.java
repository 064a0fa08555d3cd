package luafcgid.daemon.convention;

import java.nio.file.Path;
import luafcgid.daemon.Convention;
import luafcgid.daemon.RefusedException;
import luafcgid.protocol.Params;

/** Chooses the convention that a script is written for. Any thread. */
@FunctionalInterface
public interface Selection {
    /**
     * The convention of a script.
     *
     * @param script as the web server named it
     * @param params of the request
     * @throws RefusedException when that convention is not there
     */
    Convention of(Path script, Params params) throws RefusedException;
}
