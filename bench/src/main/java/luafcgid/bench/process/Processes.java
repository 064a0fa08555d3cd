package luafcgid.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Everything that was started, with a folder for its sockets and logs: gone when this closes, which it also does at Ctrl-C.
 *
 * <p>The monitor guards the list. Nothing is started once it is closed.
 */
public final class Processes implements AutoCloseable {
    /** How long a process may take to end by itself. */
    private static final long PATIENCE_SECONDS = 15;

    private final Path folder;
    private final Thread hook = new Thread(this::stopAll, "stop what was started");
    private final List<Process> started = new ArrayList<>();
    private boolean closed;

    public Processes() throws IOException {
        folder = Files.createTempDirectory("luafcgid-bench");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A name in the temporary folder. */
    public Path path(String name) {
        return folder.resolve(name);
    }

    /** Starts it; it ends with this at the latest. */
    public synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("stopping: " + builder.command().get(0) + " is not started any more");
        }
        started.removeIf(process -> !process.isAlive());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /**
     * Runs a program to its end.
     *
     * @return what it wrote
     * @throws IOException when it takes longer than {@code seconds} or exits with a status other than 0 and {@code tolerated}
     */
    public String run(long seconds, int tolerated, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "run", ".out");
        Process process =
                start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()));
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            stop(process);
            throw new IOException(command.get(0) + " did not end within " + seconds + " seconds");
        }
        String text = Files.readString(output);
        Files.delete(output);
        if (process.exitValue() != 0 && process.exitValue() != tolerated) {
            throw new IOException(command.get(0) + " exited with " + process.exitValue() + ": " + text.strip());
        }
        return text;
    }

    /** Ends a process: asks, waits, then does not ask any more. */
    static void stop(Process process) {
        process.destroy();
        await(process);
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stopAll() {
        closed = true;
        started.forEach(Process::destroy);
        started.forEach(Processes::await);
        started.clear();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println("cannot remove " + folder + ": " + e);
        }
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Ctrl-C: the hook runs or has run, and finds nothing left to do.
        }
    }
}
