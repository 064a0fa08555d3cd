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
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.LuaNames;

/**
 * A script that tries to take more than it may. Also for the tests of others. Each is a few lines in a resource of its subject, below one
 * such as
 *
 * <pre>--- NAME | DIALECT DIALECT | OUTCOME [TEXT]</pre>
 *
 * whose last two parts may stand there again for dialects in which it ends otherwise.
 *
 * @param subject what it abuses
 * @param name    what it does; unique within the subject
 * @param dialect which Lua it is
 * @param outcome how it has to end
 * @param text    what it returns, or the whole message of its error, in which {@code script} stands for the name of its file as messages
 *                show it, and one {@code …} for any text
 * @param body    of a function
 */
public record HostileScript(String subject, String name, Dialect dialect, Outcome outcome, String text, String body) {
    private static final List<String> SUBJECTS = List.of(
            "loops", "metamethods", "callbacks", "coroutines", "patterns", "strings", "tables", "stacks", "system");
    private static final String BEGIN = "--- ";
    private static final String ANY_TEXT = "…";
    private static final Pattern POSITION = Pattern.compile("script:[0-9]+: ");
    /** Letters of a message, besides its positions. Many messages have one that is shorter somewhere in them. */
    private static final int SHORTEST = 12;

    private static final int DIGITS = 1_000_000;

    /** Refuses an error whose message would say too little of what has to happen. */
    public HostileScript {
        String told = POSITION.matcher(text).replaceAll("").replace(ANY_TEXT, "");
        if (outcome == Outcome.ERROR && told.length() < SHORTEST) {
            throw new IllegalArgumentException(subject + ": " + name + " expects no more than '" + text + "'");
        }
    }

    /** All of them. */
    public static List<HostileScript> all() {
        return SUBJECTS.stream().flatMap(subject -> of(subject).stream()).toList();
    }

    private static List<HostileScript> of(String subject) {
        List<HostileScript> scripts = new ArrayList<>();
        for (String each : ("\n" + read(subject + ".lua")).split("\n" + BEGIN, -1)) {
            if (!each.isBlank()) {
                addEach(scripts, subject, each);
            }
        }
        return scripts;
    }

    private static void addEach(List<HostileScript> scripts, String subject, String text) {
        int end = text.indexOf('\n');
        String[] parts = text.substring(0, end).split(" \\| ", -1);
        if (parts.length < 3 || parts.length % 2 == 0) {
            throw new IllegalArgumentException(subject + ".lua: " + text.substring(0, end));
        }
        for (int i = 1; i < parts.length; i += 2) {
            String[] outcome = parts[i + 1].split(" ", 2);
            for (String version : parts[i].split(" ", -1)) {
                scripts.add(new HostileScript(
                        subject,
                        parts[0],
                        dialect(version),
                        Outcome.valueOf(outcome[0].toUpperCase(Locale.ROOT)),
                        outcome.length > 1 ? outcome[1] : "",
                        text.substring(end + 1)));
            }
        }
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

    /** Whether a message of the script in a file is the one that it has to give. */
    public boolean expects(String message, Path file) {
        String shown = message.replace(LuaNames.inMessages("@" + file, dialect) + ":", "script:");
        int any = text.indexOf(ANY_TEXT);
        if (any < 0) {
            return shown.equals(text);
        }
        String begin = text.substring(0, any);
        String end = text.substring(any + ANY_TEXT.length());
        return shown.length() > begin.length() + end.length() && shown.startsWith(begin) && shown.endsWith(end);
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
