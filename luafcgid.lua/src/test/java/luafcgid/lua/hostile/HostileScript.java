package luafcgid.lua.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import luafcgid.lua.Dialect;

/**
 * A script that tries to take more than it may. Also for the tests of others. Each is a few lines in a resource of its subject, below one
 * such as
 *
 * <pre>--- NAME | DIALECT DIALECT | OUTCOME [TEXT]</pre>
 *
 * @param subject what it abuses
 * @param name    what it does; unique within the subject
 * @param dialect which Lua it is
 * @param outcome how it has to end
 * @param text    what the outcome has to contain
 * @param body    of a function
 */
public record HostileScript(String subject, String name, Dialect dialect, Outcome outcome, String text, String body) {
    private static final List<String> SUBJECTS = List.of(
            "loops", "metamethods", "callbacks", "coroutines", "patterns", "strings", "tables", "stacks", "system");
    private static final String BEGIN = "--- ";
    private static final int PARTS = 3;
    private static final int DIGITS = 1_000_000;

    /** All of them. */
    public static List<HostileScript> all() {
        return SUBJECTS.stream().flatMap(subject -> of(subject).stream()).toList();
    }

    private static List<HostileScript> of(String subject) {
        List<HostileScript> scripts = new ArrayList<>();
        for (String each : ("\n" + read(subject + ".lua")).split("\n" + BEGIN, -1)) {
            if (!each.isBlank()) {
                int end = each.indexOf('\n');
                String[] parts = each.substring(0, end).split(" \\| ", -1);
                if (parts.length != PARTS) {
                    throw new IllegalArgumentException(subject + ".lua: " + each.substring(0, end));
                }
                String[] outcome = parts[2].split(" ", 2);
                for (String version : parts[1].split(" ", -1)) {
                    scripts.add(new HostileScript(
                            subject,
                            parts[0],
                            dialect(version),
                            Outcome.valueOf(outcome[0].toUpperCase(Locale.ROOT)),
                            outcome.length > 1 ? outcome[1] : "",
                            each.substring(end + 1)));
                }
            }
        }
        return scripts;
    }

    private static Dialect dialect(String version) {
        return Arrays.stream(Dialect.values())
                .filter(dialect -> dialect.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    private static String read(String resource) {
        try (InputStream in = HostileScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole script, in which a function does it. */
    public String source(String function) {
        return "-- lua: " + dialect.version() + "\nlocal function attack()\n" + body + "\nend\n" + function;
    }

    /** A name for its file. */
    public String fileName() {
        return subject + "-" + name.replaceAll("[^a-z0-9]+", "-") + "-" + dialect.version() + ".lua";
    }

    /** Makes the files that some of them abuse. */
    public static void prepare(Path folder) throws IOException {
        Files.writeString(folder.resolve("data"), "a line\nanother line\n");
        Files.writeString(folder.resolve("digits"), "9".repeat(DIGITS));
        Files.writeString(folder.resolve("module.lua"), "return 1\n");
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("gigabyte").toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
    }

    @Override
    public String toString() {
        return subject + ": " + name + " (" + dialect.version() + ")";
    }
}
