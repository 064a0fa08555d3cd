package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import luafcgid.protocol.ListenAddress;

/** A daemon in a process of its own, on a var folder of its own. */
public final class Daemon implements AutoCloseable {
    private static final Pattern FRONT = Pattern.compile("(fastcgi |http:)(\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Cli cli;
    private final Path root;
    private final Folder folder;
    private final Process process;
    private final String ready;
    private Optional<String> lastLog = Optional.empty();

    private Daemon(Start start, Folder folder) throws Exception {
        this.cli = start.cli;
        this.root = start.root;
        this.folder = folder;
        List<String> words = new ArrayList<>(List.of(start.command, root.toString(), "--var", var().toString()));
        words.addAll(start.words);
        ClassArchive archive = new ClassArchive(cli.jdk(), cli.distribution());
        archive.give(var());
        process = cli.start(words, folder.resolve("out"), folder.resolve("err"));
        FailureLog.add("daemon " + process.pid() + " on " + cli.jdk(), this::log, process::isAlive);
        try {
            ready = Poll.value("the ready line", PATIENCE, this::readyLine);
        } catch (Exception | AssertionError e) {
            lastLog = Optional.of(log());
            process.destroyForcibly();
            folder.close();
            throw e;
        }
    }

    /** How a daemon is to be started. */
    public static final class Start {
        private final Path root;
        private final List<String> words = new ArrayList<>();
        private Cli cli;
        private String command = "serve";

        private Start(Jdk jdk, Path root) {
            this.root = root;
            this.cli = new Cli(jdk);
        }

        /** As {@code run} does, with an HTTP front. */
        Start developing() {
            command = "run";
            return with("--http", "127.0.0.1:0");
        }

        public Start from(Path distribution) {
            cli = new Cli(cli.jdk(), distribution);
            return this;
        }

        public Start with(String... more) {
            words.addAll(List.of(more));
            return this;
        }

        /** Without sweeps: while one looks at a state, a request gets another one. */
        public Start unswept() {
            return with("--set", "luafcgid.daemon.Housekeeping:sweep=3600");
        }

        public Daemon start() throws Exception {
            if (!words.contains("--http")) {
                with("--http", "off");
            }
            Folder folder = Folder.create();
            return new Daemon(this, folder);
        }
    }

    /** A daemon for production. */
    public static Start of(Jdk jdk, Path root) {
        return new Start(jdk, root);
    }

    private Optional<String> readyLine() {
        Optional<String> line = Cli.text(folder.resolve("out"))
                .lines()
                .filter(l -> l.startsWith("luafcgid ready: ") && l.endsWith(" ms"))
                .findFirst();
        if (line.isEmpty() && !process.isAlive()) {
            fail("the daemon ended with " + process.exitValue() + ":\n" + log());
        }
        return line;
    }

    String ready() {
        return ready;
    }

    Path root() {
        return root;
    }

    public Path var() {
        return folder.resolve("v");
    }

    public long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The FastCGI addresses, in the order of the ready line. */
    List<ListenAddress> addresses() {
        return fronts("fastcgi").map(ListenAddress::parse).toList();
    }

    public ListenAddress unix() {
        return addresses().stream()
                .filter(ListenAddress.Unix.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    public ListenAddress tcp() {
        return addresses().stream()
                .filter(ListenAddress.Tcp.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /** The HTTP front's address with a path. */
    URI http(String path) {
        String front = fronts("http").findFirst().orElseThrow();
        return URI.create("http:" + front.replaceFirst("/$", "") + path);
    }

    private Stream<String> fronts(String kind) {
        Matcher matcher = FRONT.matcher(ready);
        return matcher.results().filter(r -> r.group(1).startsWith(kind)).map(r -> r.group(2));
    }

    public Connection connect() throws IOException {
        return new Connection(root, addresses().get(0));
    }

    /** One request on a connection of its own. */
    public Answer get(String target) throws IOException {
        try (Connection connection = connect()) {
            return connection.get(target);
        }
    }

    /** A command for this daemon. */
    public Cli.Result command(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--var", var().toString()));
        all.addAll(List.of(words));
        return cli.run(all.toArray(String[]::new));
    }

    /** What it wrote so far, log files included. */
    public String log() {
        return lastLog.orElseGet(() -> Cli.text(folder.resolve("out")) + Cli.text(folder.resolve("err")) + logFiles());
    }

    private String logFiles() {
        Path logs = var().resolve("log");
        if (!Files.isDirectory(logs)) {
            return "";
        }
        try (Stream<Path> files = Files.list(logs)) {
            return files.sorted().map(Cli::text).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, as a service manager does. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end and yields its exit status. */
    int await() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("the daemon " + process.pid() + " is still there " + PATIENCE.toSeconds() + " s after SIGTERM");
        }
        return process.exitValue();
    }

    /** Ends it, if it runs still, and looks at what it left behind. */
    @Override
    public void close() throws Exception {
        try (folder) {
            boolean ended = !process.isAlive();
            terminate();
            int status = await();
            lastLog = Optional.of(log());
            new ClassArchive(cli.jdk(), cli.distribution()).take(var());
            if (!ended) {
                assertEquals(0, status, "exit status after SIGTERM");
            }
            assertEquals(List.of("arguments", "cache", "log"), new Folder(var()).names(), "left in the var folder");
            assertEquals(List.of(), Processes.naming(var()), "processes left");
        }
    }
}
