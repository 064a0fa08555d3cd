package luafcgid.ext.web.files;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What a path names below the served folder. */
public sealed interface Resource {
    /**
     * A script, and the path that was sent: the Lua side keys it by that and resolves links itself.
     *
     * @param name the part of the URL's path that names it, as bytes in ISO-8859-1
     * @param pathInfo what follows it, empty or starting with a slash
     */
    record Script(Path file, String name, String pathInfo) implements Resource {}

    /** A file to be sent as it is. */
    record Plain(Path file, BasicFileAttributes attributes) implements Resource {}

    /** A folder without an index file. */
    record Folder(Path folder, Path root) implements Resource {}

    /** A folder whose address lacks its slash; the location is escaped. */
    record Redirect(String location) implements Resource {}

    /** Nothing, or nothing that may be known of. */
    record Missing() implements Resource {}

    /** Something that is not served. */
    record Forbidden() implements Resource {}
}
