package luafcgid.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code luafcgid} of a distribution, run with a given Java. */
public record Cli(Jdk jdk, Path distribution) {
    /** Longer than any command takes, so that a test which hangs says where. */
    private static final long PATIENCE = 40;

    Cli(Jdk jdk) {
        this(jdk, Path.of(System.getProperty("luafcgid.distribution")));
    }

    /** How a command ended. */
    public record Result(List<String> words, int status, String out, String err) {
        /** Both outputs. */
        public String all() {
            return out + err;
        }
    }

    /** Starts it; what it says goes to the two files. */
    Process start(List<String> words, Path out, Path err) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(distribution.resolve("bin/luafcgid").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", jdk.home().toString());
        // Nobody's own state folder is touched when a test forgets to name one.
        builder.environment().put("XDG_STATE_HOME", out.resolveSibling("state").toString());
        return builder.start();
    }

    /** Runs it to its end. */
    Result run(String... words) throws IOException, InterruptedException {
        try (Folder folder = Folder.create()) {
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            Process process = start(List.of(words), out, err);
            FailureLog.add("luafcgid " + String.join(" ", words), () -> text(out) + text(err), process::isAlive);
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("luafcgid " + String.join(" ", words) + " did not end within " + PATIENCE
                        + " s; it said: " + text(out) + text(err));
            }
            return new Result(List.of(words), process.exitValue(), text(out), text(err));
        }
    }

    /** What is in a file; nothing when it is gone. */
    public static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return file + ": " + e;
        }
    }
}
