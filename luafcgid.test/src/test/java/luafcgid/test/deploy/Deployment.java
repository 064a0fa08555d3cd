package luafcgid.test.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import luafcgid.test.Connection;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.Poll;

/** A daemon of a distribution with an {@code ext/} of its own. */
final class Deployment implements AutoCloseable {
    static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** What {@code /use.lua?MODULE} answers: what the module, or its field {@code version}, is. */
    private static final String USE =
            """
            function main(env, con)
              local found, module = pcall(require, env.QUERY_STRING)
              con:puts(tostring(type(module) == "table" and module.version or module))
            end
            """;

    private static final String HELLO =
            """
            function main(env, con)
              con:puts("Hello World")
            end
            """;

    final Folder site = Folder.create();
    private final Folder copy = Folder.create();
    final Daemon daemon;
    final Connection connection;

    Deployment(Jdk jdk) throws Exception {
        this(jdk, Map.of());
    }

    /**
     * Starts the daemon.
     *
     * @param before files that are in {@code ext/} then
     */
    Deployment(Jdk jdk, Map<String, byte[]> before, String... words) throws Exception {
        copy.copy(distribution(), "d");
        for (Map.Entry<String, byte[]> file : before.entrySet()) {
            Files.write(ext().resolve(file.getKey()), file.getValue());
        }
        site.write("use.lua", USE);
        site.write("hello.lua", HELLO);
        daemon = Daemon.of(jdk, site.path()).from(copy.resolve("d")).with(words).start();
        connection = daemon.connect();
    }

    static Path distribution() {
        return Path.of(System.getProperty("luafcgid.distribution"));
    }

    Path ext() {
        return copy.resolve("d/ext");
    }

    /** Puts a file in place in one step. */
    void drop(String name, byte[] contents) throws IOException {
        Path part = ext().resolve(".part");
        Files.write(part, contents);
        Files.move(part, ext().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void drop(String name, String text) throws IOException {
        drop(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void remove(String name) throws IOException {
        new Folder(ext().resolve(name)).close();
    }

    String use(String module) throws IOException {
        return connection.get("/use.lua?" + module).body();
    }

    void await(String module, String answer) throws Exception {
        String[] last = {""};
        try {
            Poll.until(module, AT_ONCE, () -> {
                last[0] = use(module);
                return last[0].equals(answer);
            });
        } catch (AssertionError e) {
            throw new AssertionError("instead of '" + answer + "': " + last[0], e);
        }
    }

    void awaitGone(String module) throws Exception {
        Poll.until("no " + module, AT_ONCE, () -> use(module).contains("module '" + module + "' not found"));
    }

    /** The rows of {@code luafcgid:extensions} in which a word occurs. */
    String rows(String word) throws IOException, InterruptedException {
        return String.join(
                "\n",
                Arrays.stream(daemon.command("shell", "extensions").all().split("\n"))
                        .filter(row -> row.contains(word))
                        .toList());
    }

    void awaitRow(String word, String text) throws Exception {
        String[] last = {""};
        try {
            Poll.until(text, AT_ONCE, () -> {
                last[0] = rows(word);
                return last[0].contains(text);
            });
        } catch (AssertionError e) {
            throw new AssertionError("instead of '" + text + "': " + last[0], e);
        }
    }

    /** How many lines of the log name the file and contain the text. */
    long logged(String file, String text) {
        return daemon.log()
                .lines()
                .filter(line -> line.contains("ext/" + file) && line.contains(text))
                .count();
    }

    @Override
    public void close() throws Exception {
        try (site;
                copy;
                daemon;
                connection) {
            // In reverse order.
        }
    }
}
