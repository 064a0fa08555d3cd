package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import luafcgid.bench.beside.Strategy;
import luafcgid.bench.load.HelloRequest;
import luafcgid.bench.load.JavaLoad;
import luafcgid.bench.load.LoadOptions;
import luafcgid.bench.load.LoadResult;
import luafcgid.bench.process.Daemon;
import luafcgid.bench.process.Processes;
import luafcgid.bench.process.ServerProcess;

/** Hello on eight kept connections for a minute, and for another one beside scripts that try to take more than they may. */
final class HostileBenchmark implements LibraryBenchmark {
    private static final int CONNECTIONS = 8;
    private static final int ATTACKERS = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration LENGTH = Duration.ofMinutes(1);
    /** Longer than two sweeps, than an idle worker lasts and than malloc keeps what is free. */
    private static final Duration SETTLE = Duration.ofSeconds(45);

    private static final int PATIENCE_SECONDS = 60;
    /** A second, so that a minute sees all of them. The other limits are the usual ones. */
    private static final String WATCHDOG = "luafcgid.daemon.Responder:watchdog=1";

    private static final Pattern BUSY = Pattern.compile("(?m)^workers\\s+(\\d+) of");
    private static final Pattern STUCK = Pattern.compile("(\\d+) threads that do not stop");
    private static final Pattern HEAP = Pattern.compile("(\\d+) MB of heap in use");
    private static final Pattern STOPPED = Pattern.compile("(?m)^stopped\\s+(.*)$");

    private final Path root =
            Path.of(System.getProperty("luafcgid.bench.root", "")).toAbsolutePath();
    private final Path distribution;
    private final Path javaHome;

    HostileBenchmark(Path distribution, Path javaHome) {
        this.distribution = distribution;
        this.javaHome = javaHome;
    }

    @Override
    public String name() {
        return "hostile";
    }

    /** What a process holds: resident, as it is, and in its heap after a collection; megabytes. */
    private record Memory(long resident, long heap) {
        @Override
        public String toString() {
            return resident + " MB resident, " + heap + " MB of live heap";
        }
    }

    @Override
    public List<Row> measure(int turns) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Strategy strategy : Strategy.on(javaHome)) {
            try (Processes processes = new Processes()) {
                rows.addAll(measure(processes, strategy));
            }
        }
        return rows;
    }

    private List<Row> measure(Processes processes, Strategy strategy) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(processes.path("www"));
        Files.writeString(folder.resolve("hello.lua"), "function main(env, con)\n  con:puts(\"Hello World\")\nend\n");
        List<Path> scripts =
                HostileScripts.write(root.resolve("luafcgid.lua/src/test/resources/luafcgid/lua/hostile"), folder);
        Path var = Files.createDirectories(processes.path("var"));
        String setting = "luafcgid.daemon.Workers:strategy=" + strategy.word();
        ServerProcess server = new Daemon(distribution, javaHome, folder, var, List.of(WATCHDOG, setting))
                .start(processes)
                .server();
        hello(server, folder, WARM_UP);
        LoadResult quiet = hello(server, folder, LENGTH);
        Memory before = memory(processes, server, var);
        LoadResult beside;
        HostileAttack attack = new HostileAttack(server.address(), scripts, ATTACKERS);
        try (attack) {
            beside = hello(server, folder, LENGTH);
        }
        Thread.sleep(SETTLE.toMillis());
        Memory after = memory(processes, server, var);
        String status = status(processes, var);
        // The scripts' own states stay, as any script's do.
        command(processes, var, "shell", "luafcgid:flush");
        Memory flushed = memory(processes, server, var);
        String where = strategy.word() + ": ";
        return List.of(
                new Row(where + "hello quiet", quiet.toString(), "", ""),
                new Row(where + "hello beside hostile scripts", beside.toString(), "", ""),
                new Row(where + "p99 of the two, times", format(beside.p99() / quiet.p99()), "", ""),
                new Row(
                        where + "hostile requests answered, of " + scripts.size() + " scripts",
                        attack.answers() + "",
                        "",
                        ""),
                new Row(where + "hostile requests without an answer", attack.unanswered() + "", "", ""),
                new Row(where + "stopped", find(STOPPED, status), "", ""),
                new Row(
                        where + "workers lost",
                        find(BUSY, status) + " busy, " + find(STUCK, status) + " given up",
                        "",
                        ""),
                new Row(where + "memory before", before.toString(), "", ""),
                new Row(where + "memory after", after.toString(), "", ""),
                new Row(where + "memory after, all states flushed", flushed.toString(), "", ""));
    }

    private static LoadResult hello(ServerProcess server, Path folder, Duration length) throws IOException {
        HelloRequest request = new HelloRequest(folder.resolve("hello.lua").toString(), "");
        return new JavaLoad().run(new LoadOptions(server.address(), request, "Hello World", CONNECTIONS, true, length));
    }

    private Memory memory(Processes processes, ServerProcess server, Path var)
            throws IOException, InterruptedException {
        long resident = server.resident() >> 20;
        List<String> collect = List.of(javaHome.resolve("bin/jcmd").toString(), server.pid() + "", "GC.run");
        // What the first collection finds unreachable, the second one frees.
        processes.run(PATIENCE_SECONDS, 0, collect);
        processes.run(PATIENCE_SECONDS, 0, collect);
        return new Memory(resident, Long.parseLong(find(HEAP, status(processes, var))));
    }

    private String status(Processes processes, Path var) throws IOException, InterruptedException {
        return command(processes, var, "status");
    }

    private String command(Processes processes, Path var, String... words) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of(distribution.resolve("bin/luafcgid").toString(), "--var", var.toString()));
        line.addAll(List.of(words));
        return processes.run(PATIENCE_SECONDS, 0, line);
    }

    private static String find(Pattern pattern, String status) throws IOException {
        Matcher matcher = pattern.matcher(status);
        if (!matcher.find()) {
            throw new IOException("the status tells nothing of " + pattern + ": " + status);
        }
        return matcher.group(1);
    }

    private static String format(double ratio) {
        return String.format(Locale.ROOT, "%.1f", ratio);
    }
}
