package luafcgid.test.web;

import java.nio.file.Path;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.WebServer;

/** Starts one kind of web server. */
@FunctionalInterface
interface Starter {
    /**
     * Starts it with its documented configuration, changed as little as the way asks for.
     *
     * @param folder for its files
     * @param daemon where the daemon listens
     * @param site   the folder of the scripts
     */
    WebServer start(Folder folder, Way way, ListenAddress daemon, Path site) throws Exception;
}
