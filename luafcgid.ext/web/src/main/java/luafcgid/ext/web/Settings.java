package luafcgid.ext.web;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import luafcgid.ext.web.files.Site;

/**
 * What can change without a new listener.
 *
 * @param headerLimit bytes that a request line, and all headers together, may have
 * @param idle how long a connection may wait for the client, in either direction
 */
record Settings(Site site, int headerLimit, Duration idle) {
    private static final int MIN_HEADER = 1024;
    private static final int MAX_HEADER = 1 << 20;

    /** @throws IllegalArgumentException naming the key, the value and what is allowed */
    static Settings of(String root, List<String> index, int maxheader, int idle) {
        Path folder;
        try {
            folder = Path.of(root);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("root '" + root + "': " + e.getReason() + "; name a folder", e);
        }
        if (root.isEmpty() || !Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new IllegalArgumentException("root '" + root + "': not a readable folder; name one to serve");
        }
        for (String name : index) {
            if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
                throw new IllegalArgumentException(
                        "index '" + name + "': not a file name; list names such as index.lua, index.html");
            }
        }
        if (maxheader < MIN_HEADER || maxheader > MAX_HEADER) {
            throw new IllegalArgumentException(
                    "maxheader " + maxheader + ": allowed are " + MIN_HEADER + " to " + MAX_HEADER + " bytes");
        }
        if (idle < 1 || idle > 3600) {
            throw new IllegalArgumentException("idle " + idle + ": allowed are 1 to 3600 seconds");
        }
        return new Settings(new Site(folder, index), maxheader, Duration.ofSeconds(idle));
    }
}
