package luafcgid.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import luafcgid.protocol.ListenAddress;

/**
 * How to start the daemon from its distribution.
 *
 * @param distribution the folder with {@code bin} and {@code bundle}
 * @param javaHome     the Java it runs on
 * @param scripts      the folder it serves
 * @param var          its sockets, caches and logs
 * @param settings     for {@code --set}, each as {@code PID:key=value}
 */
public record Daemon(Path distribution, Path javaHome, Path scripts, Path var, List<String> settings) {
    public Daemon {
        settings = List.copyOf(settings);
    }

    private static final String READY = "luafcgid ready";

    /** A daemon that serves, and how long it took from the command to its ready line. */
    public record Started(ServerProcess server, Duration took) {}

    /** Starts it as {@code luafcgid start} does, but as a child of this process, so that it never outlives it. */
    public Started start(Processes processes) throws IOException {
        ListenAddress address = new ListenAddress.Unix(var.resolve("bench.sock"));
        List<String> command = new ArrayList<>(List.of(
                distribution.resolve("bin/luafcgid").toString(),
                "serve",
                scripts.toString(),
                "--var",
                var.toString(),
                "--listen",
                address.toString(),
                "--http",
                "off"));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        long start = System.nanoTime();
        Process process = processes.start(builder);
        process.getOutputStream().close();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                drain(process);
                return new Started(new ServerProcess(process, address), took);
            }
            said.append(line).append('\n');
        }
        Processes.stop(process);
        throw new IOException(
                "the daemon ended before it was ready: " + said.toString().strip());
    }

    /** So that it never waits for somebody to read. */
    private static void drain(Process process) {
        Thread thread = new Thread(
                () -> {
                    try {
                        process.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // It is closed when the process is told to end.
                    }
                },
                "daemon output");
        thread.setDaemon(true);
        thread.start();
    }

    /** Removes the archive of classes that an earlier start left, as if this start were the first. */
    public void forgetClasses() throws IOException {
        Path cache = var.resolve("cache");
        if (Files.isDirectory(cache)) {
            try (var archives = Files.newDirectoryStream(cache, "*.jsa")) {
                for (Path archive : archives) {
                    Files.delete(archive);
                }
            }
        }
    }

    /** Whether there is such an archive. */
    public boolean remembersClasses() throws IOException {
        try (var archives = Files.newDirectoryStream(var.resolve("cache"), "*.jsa")) {
            return archives.iterator().hasNext();
        }
    }
}
