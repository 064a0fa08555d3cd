package luafcgid.lua.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Dialect;

/** Runs snippets in Debian's {@code lua5.1} to {@code lua5.4}, a process each, all of them from one shell. */
public final class CLua {
    private static final long SECONDS = 240;
    /** Standard output and the error message, each in a file beside the program; what it was told to do stands last. */
    private static final String LOOP =
            """
            for folder in "$@"; do
                cd "$folder" && timeout 20 "$PROGRAM" t.lua >../"${folder##*/}".out 2>../"${folder##*/}".err </dev/null
            done
            """;

    private CLua() {}

    public static boolean isThere(Dialect dialect) {
        return Programs.find(program(dialect));
    }

    public static String program(Dialect dialect) {
        return "lua" + dialect.version();
    }

    /** What each snippet prints, and its error message. */
    static List<String> run(Dialect dialect, List<Snippet> snippets, Path folder)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", LOOP, "sh"));
        for (int i = 0; i < snippets.size(); i++) {
            Path own = Files.createDirectory(folder.resolve(String.valueOf(i)));
            Files.write(own.resolve("t.lua"), snippets.get(i).text().getBytes(StandardCharsets.ISO_8859_1));
            command.add(own.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PROGRAM", program(dialect));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(program(dialect) + " did not end within " + SECONDS + " seconds");
        }
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < snippets.size(); i++) {
            outputs.add(
                    Normal.of(read(folder.resolve(i + ".out")) + message(dialect, read(folder.resolve(i + ".err")))));
        }
        return outputs;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the traceback, which begins with how the program was started. */
    private static String message(Dialect dialect, String errors) {
        if (!errors.startsWith(program(dialect) + ": ")) {
            return errors;
        }
        int trace = errors.indexOf("\nstack traceback:\n");
        String text = errors.substring(program(dialect).length() + 2, trace < 0 ? errors.length() : trace);
        return "error: " + text.stripTrailing() + "\n";
    }
}
