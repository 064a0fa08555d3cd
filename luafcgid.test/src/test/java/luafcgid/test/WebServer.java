package luafcgid.test;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real web server in the foreground, as the current user, on a free port, with all its files in a folder of its own. */
public final class WebServer implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    /** Below those that systems give to whoever names none, connections to a server among them. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;

    private final Folder folder;
    private final Process process;
    private final int port;

    private WebServer(Folder folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /**
     * Yields the program; where it is missing the test is skipped, in continuous integration it fails.
     *
     * @param others folders where it may be too
     */
    public static Path program(String name, String debianPackage, Path... others) {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/usr/local/sbin";
        Optional<Path> found = Stream.concat(
                        Stream.of(others),
                        Stream.of(path.split(File.pathSeparator, -1)).map(Path::of))
                .map(dir -> dir.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String missing = name + " is not installed; apt-get install " + debianPackage;
            if (System.getenv("CI") != null) {
                throw new AssertionError(missing);
            }
            Assumptions.abort(missing);
        }
        return found.orElseThrow();
    }

    /**
     * Starts it and waits until it accepts connections.
     *
     * @param configuration its configuration's text for a port
     * @param command       its command line; {@code CONF} and {@code DIR} stand for the configuration and the folder
     */
    public static WebServer start(Folder folder, IntFunction<String> configuration, List<String> command)
            throws Exception {
        for (int attempt = 1; ; attempt++) {
            // Another process may take the port before the server does: then with another one.
            int port = freePort();
            Path conf = folder.write("server.conf", configuration.apply(port));
            List<String> words = new ArrayList<>();
            command.forEach(word -> words.add(word.replace("CONF", conf.toString())
                    .replace("DIR", folder.path().toString())));
            Path out = folder.resolve("out");
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            FailureLog.add(words.get(0), () -> Cli.text(out) + Cli.text(folder.resolve("error.log")), process::isAlive);
            Poll.until(words.get(0) + " on port " + port, () -> !process.isAlive() || accepts(port));
            if (process.isAlive()) {
                return new WebServer(folder, process, port);
            }
            if (attempt == ATTEMPTS) {
                throw new AssertionError(words + " ended with " + process.exitValue() + ": " + Cli.text(out)
                        + Cli.text(folder.resolve("error.log")));
            }
        }
    }

    /** A TCP port of the loopback interface that nobody listens on just now, and that nobody gets by chance. */
    public static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (isFree(port)) {
                return port;
            }
        }
    }

    /** True when somebody listens on a port of the loopback interface. */
    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** True when nobody listens on a port of the loopback interface. */
    static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public String errors() {
        return Cli.text(folder.resolve("error.log"));
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            workers.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
