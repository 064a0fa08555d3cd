package luafcgid.lua.differential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import luafcgid.lua.Dialect;

/** The folder of snippets and of what C Lua prints for them. Files are bytes: Latin-1. */
final class Topics {
    private final Path folder;

    Topics(Path folder) {
        this.folder = folder;
    }

    /** Where the sources are, seen from the module's folder. */
    static Topics sources() {
        return new Topics(Path.of("src/test/resources/luafcgid/lua/differential"));
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".lua"))
                    .map(name -> name.substring(0, name.length() - ".lua".length()))
                    .sorted()
                    .toList();
        }
    }

    /** All snippets for a dialect. */
    List<Snippet> snippets(Dialect dialect) throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (String topic : names()) {
            for (Snippet snippet : snippets(topic)) {
                if (snippet.dialects().contains(dialect)) {
                    snippets.add(snippet);
                }
            }
        }
        return snippets;
    }

    List<Snippet> snippets(String topic) throws IOException {
        return Snippet.parse(topic, read(topic + ".lua"));
    }

    Records records(String topic) throws IOException {
        return Files.exists(folder.resolve(topic + ".out"))
                ? Records.parse(topic, read(topic + ".out"))
                : new Records();
    }

    void write(String topic, Records records) throws IOException {
        Files.writeString(folder.resolve(topic + ".out"), records.text(), StandardCharsets.ISO_8859_1);
    }

    /** The lines of a list; comments begin with a hash. */
    List<String> list(String name) throws IOException {
        return read(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
    }
}
