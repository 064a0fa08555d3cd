package luafcgid.launcher;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts a daemon in the background and tells how that went. */
final class Background {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(5);

    private final Launch launch;
    private final VarFolder var;
    private final PrintStream out;
    private final PrintStream err;

    Background(Launch launch, PrintStream out, PrintStream err) {
        this.launch = launch;
        this.var = launch.var();
        this.out = out;
        this.err = err;
    }

    /** Stops the daemon and starts another with what the last one was started with. */
    static int restart(VarFolder var, PrintStream out, PrintStream err) throws Failure, IOException {
        if (!Files.exists(var.arguments())) {
            throw new Failure(
                    Exit.FAILED, "nothing was started on " + var.path() + " yet; start it with: luafcgid start");
        }
        List<String> words = new ArrayList<>(List.of(Command.START.word()));
        words.addAll(Files.readAllLines(var.arguments()));
        Background next = new Background(Launch.of(Arguments.parse(words)), out, err);
        if (InstanceLock.held(var.lock())) {
            new Stop(var).stop();
        }
        return next.start();
    }

    int start() throws Failure, IOException {
        if (InstanceLock.held(var.lock())) {
            throw Foreground.inUse(var);
        }
        var.create();
        var.rotateConsole();
        long before = Files.exists(var.console()) ? Files.size(var.console()) : 0;
        Process process = spawn();
        Optional<String> ready = await(process);
        if (ready.isPresent()) {
            // Warnings, such as those about an old configuration file.
            err.print(own(console(before)));
            out.println(ready.get());
            return Exit.OK;
        }
        if (process.isAlive()) {
            process.destroy();
            throw new Failure(
                    Exit.FAILED,
                    "not serving after " + PATIENCE.toSeconds() + " seconds; see " + var.console() + " and "
                            + var.path().resolve("log/luafcgid.log"));
        }
        explain(process.exitValue(), before);
        return process.exitValue() == Exit.OK ? Exit.FAILED : process.exitValue();
    }

    /** Passes on what the daemon said to the console: its own lines, or all when it has none. */
    private void explain(int status, long before) throws IOException {
        String text = console(before);
        String own = own(text);
        if (!own.isEmpty()) {
            err.print(own);
        } else if (status == Exit.OK) {
            err.println("luafcgid: it was stopped before it served");
        } else {
            err.print(text);
            err.println("luafcgid: it ended with status " + status + " before it served; see " + var.console());
        }
        if (before == 0 && own.equals(text)) {
            Files.delete(var.console());
            var.abandon();
        }
    }

    /** What the console was told since it had so many bytes. */
    private String console(long before) throws IOException {
        byte[] console = Files.readAllBytes(var.console());
        return new String(console, (int) before, console.length - (int) before, StandardCharsets.UTF_8);
    }

    /** The daemon's own lines of it. */
    private static String own(String console) {
        return console.lines()
                .filter(line -> line.startsWith("luafcgid: "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private Process spawn() throws IOException {
        List<String> command = new ArrayList<>(detached());
        command.add(launch.distribution().script().toString());
        command.add(Command.SERVE.word());
        command.addAll(launch.words());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(var.console().toFile()))
                .redirectErrorStream(true)
                .directory(new File("/"));
        builder.environment().put(StartTime.GIVEN, String.valueOf(StartTime.millis()));
        return builder.start();
    }

    /** A session of its own where the system has a command for it; at least no signals of this terminal elsewhere. */
    private static List<String> detached() {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean setsid = Stream.of(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "setsid")));
        return setsid ? List.of("setsid") : List.of("sh", "-c", "trap '' HUP INT; exec \"$@\"", "sh");
    }

    private Optional<String> await(Process process) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            // The file may be of an earlier daemon until this one has written its process id.
            if (var.daemon().filter(pid -> pid == process.pid()).isPresent() && Files.exists(var.ready())) {
                String line = Files.readString(var.ready());
                if (line.endsWith("\n")) {
                    return Optional.of(line.strip());
                }
            }
            Stop.pause(STEP);
        }
        return Optional.empty();
    }
}
