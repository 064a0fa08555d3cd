package luafcgid.bench.library;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The hostile scripts of the engine's tests, as files to be asked for. Each dialect that they are written for is one. */
final class HostileScripts {
    private static final String BEGIN = "\n--- ";
    private static final int DIGITS = 1_000_000;

    private HostileScripts() {}

    /**
     * Writes them, and the files that they abuse.
     *
     * @param snippets files of snippets, each below a line {@code --- NAME | DIALECT DIALECT | OUTCOME}, which may go on with other dialects and
     *                 their outcomes
     * @return the scripts
     */
    static List<Path> write(Path snippets, Path folder) throws IOException {
        Files.writeString(folder.resolve("data"), "a line\nanother line\n");
        Files.writeString(folder.resolve("digits"), "9".repeat(DIGITS));
        Files.writeString(folder.resolve("module.lua"), "return 1\n");
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("gigabyte").toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        List<Path> scripts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(snippets, "*.lua")) {
            for (Path file : files) {
                String text = "\n" + Files.readString(file, StandardCharsets.UTF_8);
                for (String snippet : text.substring(BEGIN.length()).split(BEGIN, -1)) {
                    int end = snippet.indexOf('\n');
                    String[] parts = snippet.substring(0, end).split(" \\| ", -1);
                    for (int i = 1; i < parts.length; i += 2) {
                        for (String version : parts[i].split(" ", -1)) {
                            Path script = folder.resolve("hostile" + scripts.size() + ".lua");
                            String body = snippet.substring(end + 1);
                            Files.writeString(
                                    script, "-- lua: " + version + "\nfunction main(env, con)\n" + body + "\nend\n");
                            scripts.add(script);
                        }
                    }
                }
            }
        }
        // Neighbours in a file are alike.
        Collections.shuffle(scripts, new Random(1));
        return scripts;
    }
}
