package luafcgid.ext.web.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the index page shows of a folder: everything that would be served, by name. */
public record Listing(List<Entry> folders, List<Entry> scripts, List<Entry> files) {
    /** A description stands near the top of a script, or nowhere. */
    private static final int DESCRIPTION_WITHIN = 2048;

    /** One line; the description is empty but for scripts that start with a comment. */
    public record Entry(String name, String description, long size) {}

    public Listing {
        folders = List.copyOf(folders);
        scripts = List.copyOf(scripts);
        files = List.copyOf(files);
    }

    /** Reads the folder. What cannot be read, or leads out of the root, is left out. */
    public static Listing of(Resource.Folder folder) throws IOException {
        Listing.Builder listing = new Builder(folder.root().toRealPath());
        try (Stream<Path> children = Files.list(folder.folder())) {
            children.sorted(Comparator.comparing(path -> path.getFileName().toString(), String.CASE_INSENSITIVE_ORDER))
                    .forEach(listing::add);
        }
        return new Listing(listing.folders, listing.scripts, listing.files);
    }

    private static final class Builder {
        final List<Entry> folders = new ArrayList<>();
        final List<Entry> scripts = new ArrayList<>();
        final List<Entry> files = new ArrayList<>();
        private final Path realRoot;

        Builder(Path realRoot) {
            this.realRoot = realRoot;
        }

        void add(Path path) {
            String name = path.getFileName().toString();
            try {
                if (name.startsWith(".")
                        || !Files.isReadable(path)
                        || !path.toRealPath().startsWith(realRoot)) {
                    return;
                }
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                if (attributes.isDirectory()) {
                    folders.add(new Entry(name, "", 0));
                } else if (attributes.isRegularFile() && name.endsWith(Site.SCRIPT_SUFFIX)) {
                    scripts.add(new Entry(name, description(path), attributes.size()));
                } else if (attributes.isRegularFile()) {
                    files.add(new Entry(name, "", attributes.size()));
                }
            } catch (IOException e) {
                // It went away while the folder was read: then it is not in the list.
            }
        }
    }

    private static String description(Path script) throws IOException {
        char[] start = new char[DESCRIPTION_WITHIN];
        int n;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(script), StandardCharsets.UTF_8))) {
            n = Math.max(0, reader.read(start));
        }
        return new BufferedReader(new StringReader(new String(start, 0, n)))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#!"))
                .findFirst()
                .filter(line -> line.startsWith("--"))
                .map(line -> line.replaceFirst("^-+(\\[=*\\[)?\\s*", ""))
                .orElse("");
    }
}
