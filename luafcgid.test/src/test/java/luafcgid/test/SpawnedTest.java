package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.ListenAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that a web server or spawn-fcgi starts with a socket as standard input. */
@OnEachJdk
final class SpawnedTest {
    /** Tells which process answers, after a while that others have to begin in. */
    private static final String WHO =
            """
            function main(env, con)
              require("luafcgid").sleep(0.2)
              con:puts(io.open("/proc/self/stat"):read("*n"))
            end
            """;

    @Parameter
    Jdk jdk;

    private Folder site;
    private Folder folder;
    private final List<ProcessHandle> spawned = new ArrayList<>();

    @BeforeEach
    void folders() throws Exception {
        site = Scripts.site();
        site.write("who.lua", WHO);
        folder = Folder.create();
    }

    @AfterEach
    void end() throws Exception {
        try (Folder a = site;
                Folder b = folder) {
            FailureLog.add("what was spawned", this::logs, () -> false);
            for (ProcessHandle process : spawned) {
                end(process);
            }
            assertEquals(List.of(), Processes.naming(site.path()), "processes left");
        }
    }

    private static void end(ProcessHandle process) throws Exception {
        process.destroy();
        process.onExit().get(20, TimeUnit.SECONDS);
    }

    private String logs() {
        StringBuilder text = new StringBuilder(Cli.text(console()));
        for (int n = 1; n <= 3; n++) {
            text.append(Cli.text(base().resolve("fcgi-" + n + "/log/luafcgid.log")));
        }
        return text.toString();
    }

    /** The folder of the user's state, as the processes here see it. */
    private Path base() {
        return folder.resolve("state/luafcgid");
    }

    private Path console() {
        return base().resolve("log/console.log");
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", jdk.home().toString());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().remove("FCGI_WEB_SERVER_ADDRS");
        return builder;
    }

    private static String luafcgid() {
        return new Cli(Jdk.newest()).distribution().resolve("bin/luafcgid").toString();
    }

    /** Starts it by spawn-fcgi, which returns when the process is there. */
    private ProcessHandle spawn(Map<String, String> environment, List<String> socket, String... words)
            throws Exception {
        Path pid = folder.resolve("pid" + spawned.size());
        List<String> command = new ArrayList<>(
                List.of(WebServer.program("spawn-fcgi", "spawn-fcgi").toString(), "-P", pid.toString()));
        command.addAll(socket);
        command.addAll(List.of("--", luafcgid()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                builder(command).redirectOutput(folder.resolve("spawn").toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        assertEquals(0, status, () -> Cli.text(folder.resolve("spawn")) + logs());
        // One line for each.
        List<ProcessHandle> processes = Cli.text(pid)
                .lines()
                .map(line -> ProcessHandle.of(Long.parseLong(line.strip())).orElseThrow())
                .toList();
        spawned.addAll(processes);
        return processes.get(0);
    }

    private Answer get(ListenAddress address, String target) throws IOException {
        try (Connection connection = new Connection(site.path(), address)) {
            return connection.get(target);
        }
    }

    @ParameterizedTest
    @CsvSource({"unix, epoll", "unix, nio", "tcp, epoll", "tcp, nio"})
    void itListensOnItsInputAndOnNothingElse(String family, String transport) throws Exception {
        int port = WebServer.freePort();
        Path socket = folder.resolve("in.sock");
        boolean unix = family.equals("unix");
        ListenAddress address = ListenAddress.parse(unix ? socket.toString() : "127.0.0.1:" + port);
        ProcessHandle process = spawn(
                Map.of(),
                unix ? List.of("-s", socket.toString()) : List.of("-a", "127.0.0.1", "-p", String.valueOf(port)),
                "serve",
                site.path().toString(),
                "--set",
                "luafcgid.protocol.Transport:kind=" + transport);
        assertEquals("Hello World", get(address, "/hello.lua").body());
        // Its shell comes beside that.
        Poll.until("the ready line", () -> logs().contains("luafcgid ready: "));
        Cli.Result status =
                new Cli(jdk).run("status", "--var", base().resolve("fcgi-1").toString());
        assertTrue(status.out().contains("fastcgi " + address + " (inherited)"), status::toString);
        assertEquals(
                1, status.out().lines().filter(line -> line.startsWith("front")).count(), status::toString);
        Cli.Result hello = new Cli(jdk)
                .run("get", "/hello.lua", "--var", base().resolve("fcgi-1").toString());
        assertTrue(hello.out().contains("Hello World"), hello::toString);
        assertFalse(Files.exists(base().resolve("fcgi-1/luafcgid.sock")), "another listener");

        end(process);
        assertEquals(unix, Files.exists(socket), "the socket's file is its maker's");
        assertEquals(List.of("log"), new Folder(base().resolve("fcgi-1")).names());
        assertTrue(logs().contains("luafcgid ready: fastcgi " + address + " (inherited)"), this::logs);
        assertFalse(logs().contains(" ERROR ") || logs().contains(" WARN "), this::logs);
    }

    @Test
    void severalShareOneSocketAndOneAnswersWhenTheOtherHasEnded() throws Exception {
        Path socket = folder.resolve("in.sock");
        spawn(
                Map.of(),
                List.of("-F", "2", "-s", socket.toString()),
                "serve",
                site.path().toString());
        ListenAddress address = ListenAddress.parse(socket.toString());
        Poll.until(
                "both",
                () -> logs().lines()
                                .filter(line -> line.contains("luafcgid ready: "))
                                .count()
                        == 2);
        String first = get(address, "/who.lua").body();
        end(ProcessHandle.of(Long.parseLong(first)).orElseThrow());
        String second = get(address, "/who.lua").body();
        assertNotEquals(first, second);
        assertTrue(ProcessHandle.of(Long.parseLong(second)).isPresent(), second);
    }

    @Test
    void withoutAWordItServes() throws Exception {
        Path socket = folder.resolve("in.sock");
        spawn(Map.of(), List.of("-s", socket.toString()));
        Path www = new Cli(jdk).distribution().resolve("www");
        try (Connection connection = new Connection(www, ListenAddress.parse(socket.toString()))) {
            assertEquals(200, connection.get("/hello.lua").status());
        }
    }

    @Test
    void onlyTheWebServersOfTheEnvironmentAreAnswered() throws Exception {
        int port = WebServer.freePort();
        List<String> socket = List.of("-a", "127.0.0.1", "-p", String.valueOf(port));
        ListenAddress address = ListenAddress.parse("127.0.0.1:" + port);
        String[] words = {"serve", site.path().toString()};
        ProcessHandle process = spawn(Map.of("FCGI_WEB_SERVER_ADDRS", "192.0.2.1,127.0.0.1"), socket, words);
        assertEquals("Hello World", get(address, "/hello.lua").body());
        end(process);
        for (String others : List.of("192.0.2.1", "127.0.0.1,nonsense")) {
            process = spawn(Map.of("FCGI_WEB_SERVER_ADDRS", others), socket, words);
            assertThrows(IOException.class, () -> get(address, "/hello.lua"));
            Poll.until("the log line", () -> logs().contains("refused a connection from 127.0.0.1"));
            end(process);
        }
        assertTrue(logs().contains("ERROR") && logs().contains("'nonsense' is no IPv4 address"), this::logs);
    }

    @Test
    void everyInterfaceIsRefusedAndWhyIsInAFile() throws Exception {
        ProcessHandle process = spawn(
                Map.of(),
                List.of("-p", String.valueOf(WebServer.freePort())),
                "serve",
                site.path().toString());
        process.onExit().get(20, TimeUnit.SECONDS);
        String said = Cli.text(console());
        assertTrue(said.startsWith("luafcgid: cannot listen on *:"), said);
        assertTrue(said.contains("whoever reaches this machine could run scripts"), said);
    }

    @Test
    void aMistakeIsInAFileToo() throws Exception {
        ProcessHandle process =
                spawn(Map.of(), List.of("-s", folder.resolve("in.sock").toString()), "serve", "/no/such/folder");
        process.onExit().get(20, TimeUnit.SECONDS);
        assertEquals("luafcgid: DIR /no/such/folder does not exist; name a folder with scripts\n", Cli.text(console()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0<&-", ">&-", "2>&-", "0<&- >&- 2>&-"})
    void closedStandardStreamsDoNoHarm(String closed) throws Exception {
        Path var = folder.resolve("v");
        Process process = builder(List.of(
                        "/bin/sh",
                        "-c",
                        "exec \"$@\" " + closed,
                        "sh",
                        luafcgid(),
                        "serve",
                        site.path().toString(),
                        "--http",
                        "off",
                        "--var",
                        var.toString()))
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            Poll.until("the daemon", () -> Files.exists(var.resolve("ready")) || !process.isAlive());
            ListenAddress address =
                    ListenAddress.parse(var.resolve("luafcgid.sock").toString());
            assertEquals("Hello World", get(address, "/hello.lua").body());
        } finally {
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        }
        assertEquals(0, process.exitValue());
    }

    @Test
    void lighttpdStartsAndEndsSeveral() throws Exception {
        String program = WebServer.program("lighttpd", "lighttpd").toString();
        String configuration =
                """
                server.modules = ("mod_fastcgi")
                server.bind = "127.0.0.1"
                server.port = %%d
                server.document-root = "%1$s"
                server.errorlog = "%2$s/error.log"
                fastcgi.server = ( ".lua" => ((
                    "socket" => "%2$s/l.sock",
                    "bin-path" => "%3$s serve %1$s",
                    "bin-environment" => ( "JAVA_HOME" => "%4$s", "XDG_STATE_HOME" => "%2$s/state" ),
                    "max-procs" => 2,
                    "check-local" => "enable"
                )) )
                """
                        .formatted(site.path(), folder.path(), luafcgid(), jdk.home());
        Set<String> answering = new HashSet<>();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try (WebServer lighttpd =
                WebServer.start(folder, configuration::formatted, List.of(program, "-D", "-f", "CONF"))) {
            // lighttpd sends them where the fewest are.
            List<Callable<HttpResponse<String>>> atOnce =
                    Collections.nCopies(4, () -> Http.get(lighttpd.uri("/who.lua")));
            for (Future<HttpResponse<String>> response : clients.invokeAll(atOnce)) {
                assertEquals(200, response.get().statusCode(), () -> lighttpd.errors() + logs());
                answering.add(response.get().body());
            }
            assertEquals(2, answering.size(), answering::toString);
            for (int i = 0; i < 50; i++) {
                assertEquals("Hello World", Http.get(lighttpd.uri("/hello.lua")).body());
            }
            assertTrue(logs().contains("l.sock-0 (inherited)") && logs().contains("l.sock-1 (inherited)"), this::logs);
        } finally {
            clients.shutdownNow();
        }
        for (String pid : answering) {
            Poll.until("the end of " + pid, () -> ProcessHandle.of(Long.parseLong(pid))
                    .isEmpty());
        }
        assertEquals(List.of("log"), new Folder(base().resolve("fcgi-1")).names());
        assertEquals(List.of("log"), new Folder(base().resolve("fcgi-2")).names());
    }
}
