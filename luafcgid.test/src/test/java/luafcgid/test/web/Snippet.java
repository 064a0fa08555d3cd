package luafcgid.test.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A documented configuration, to be filled in. */
record Snippet(String name, String text) {
    private static final Path FOLDER =
            Path.of(System.getProperty("luafcgid.examples")).resolve("webserver");

    static final List<String> NAMES = List.of("nginx.conf", "lighttpd.conf", "apache.conf", "haproxy.cfg", "Caddyfile");

    static Snippet of(String name) {
        try {
            return new Snippet(name, Files.readString(FOLDER.resolve(name)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Replaces a text wherever it stands; it must stand somewhere, lest a changed snippet be tried in part. */
    Snippet with(String from, Object to) {
        if (!text.contains(from)) {
            throw new AssertionError("'" + from + "' is not in " + name + ":\n" + text);
        }
        return new Snippet(name, text.replace(from, to.toString()));
    }

    @Override
    public String toString() {
        return text;
    }
}
