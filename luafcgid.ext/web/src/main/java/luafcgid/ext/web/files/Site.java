package luafcgid.ext.web.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;

/**
 * The served folder. Names that start with a dot do not exist, {@code ..} is refused, and no link leads out. Any thread.
 *
 * @param root absolute; may be a link, which is followed anew at every request
 * @param index names tried in this order in a folder
 */
public record Site(Path root, List<String> index) {
    static final String SCRIPT_SUFFIX = ".lua";

    public Site {
        root = root.toAbsolutePath().normalize();
        index = List.copyOf(index);
    }

    /** What the path names. Touches the file system. */
    public Resource resolve(UrlPath path) {
        if (path.hasParent()) {
            return new Resource.Forbidden();
        }
        try {
            return find(path);
        } catch (AccessDeniedException e) {
            return new Resource.Forbidden();
        } catch (IOException | InvalidPathException e) {
            return new Resource.Missing();
        }
    }

    private Resource find(UrlPath path) throws IOException {
        Path at = root;
        StringBuilder name = new StringBuilder();
        for (UrlPath.Segment segment : path.segments()) {
            at = child(at, segment.text());
            name.append('/').append(segment.text());
            if (segment.text().endsWith(SCRIPT_SUFFIX) && !Files.isDirectory(at)) {
                return script(at, name.toString(), path.decoded().substring(segment.end()));
            }
        }
        if (!Files.isDirectory(at)) {
            return path.isFolder() ? new Resource.Missing() : plain(at);
        }
        if (leavesRoot(at)) {
            return new Resource.Forbidden();
        }
        return path.isFolder() ? folder(at, name.append('/')) : new Resource.Redirect(path.encodedFolder());
    }

    private static Path child(Path folder, String segment) throws CharacterCodingException {
        String name = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(segment.getBytes(StandardCharsets.ISO_8859_1)))
                .toString();
        Path child = Path.of(name);
        // Where a backslash separates or a colon names a drive, one segment could still be a path.
        if (name.startsWith(".") || child.getRoot() != null || child.getNameCount() != 1) {
            throw new InvalidPathException(name, "not the name of a served file");
        }
        return folder.resolve(child);
    }

    private Resource folder(Path folder, CharSequence name) throws IOException {
        for (String file : index) {
            Path at = folder.resolve(file);
            if (Files.isRegularFile(at)) {
                return file.endsWith(SCRIPT_SUFFIX) ? script(at, name + file, "") : plain(at);
            }
        }
        return Files.isReadable(folder) ? new Resource.Folder(folder, root) : new Resource.Forbidden();
    }

    private Resource script(Path file, String name, String pathInfo) throws IOException {
        return leavesRoot(file) ? new Resource.Forbidden() : new Resource.Script(file, name, pathInfo);
    }

    private Resource plain(Path file) throws IOException {
        if (leavesRoot(file)) {
            return new Resource.Forbidden();
        }
        Path real = file.toRealPath();
        // The source of a script stays untold, by whatever spelling the file system takes for its name.
        if (real.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(SCRIPT_SUFFIX)) {
            return new Resource.Missing();
        }
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return attributes.isRegularFile() && Files.isReadable(real)
                ? new Resource.Plain(real, attributes)
                : new Resource.Forbidden();
    }

    private boolean leavesRoot(Path file) throws IOException {
        return !file.toRealPath().startsWith(root.toRealPath());
    }
}
