package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.ListenAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Sockets that systemd passes. */
@OnEachJdk
final class ActivationTest {
    /** Holds a socket, and starts the command with it as descriptor 3 whenever the last one has ended, as systemd would. */
    private static final String MANAGER =
            """
            use strict; use IO::Socket::UNIX; use POSIX ();
            my ($path, $pidfile, $rounds, @command) = @ARGV;
            my $socket = IO::Socket::UNIX->new(Type => SOCK_STREAM(), Local => $path, Listen => 100) or die "$path: $!";
            for my $round (1 .. $rounds) {
                my $pid = fork() // die "fork: $!";
                if ($pid == 0) {
                    if (fileno($socket) == 3) { fcntl($socket, 2, 0) } else { POSIX::dup2(fileno($socket), 3) }
                    @ENV{qw(LISTEN_PID LISTEN_FDS)} = ($$, 1);
                    exec @command or die "exec: $!";
                }
                open my $out, '>', "$pidfile.part"; print $out "$pid\\n"; close $out;
                rename "$pidfile.part", $pidfile;
                waitpid $pid, 0;
                exit $? >> 8 if $? != 0;
            }
            """;

    @Parameter
    Jdk jdk;

    private Folder site;
    private Folder folder;
    private Process process;

    @BeforeEach
    void folders() throws Exception {
        site = Scripts.site();
        folder = Folder.create();
    }

    @AfterEach
    void end() throws Exception {
        try (Folder a = site;
                Folder b = folder) {
            FailureLog.add("what was activated", this::log, () -> false);
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not end");
            Poll.until("the end of all", () -> Processes.naming(site.path()).isEmpty());
        }
    }

    private String log() {
        return Cli.text(folder.resolve("out")) + Cli.text(var().resolve("log/luafcgid.log"));
    }

    private Path var() {
        return folder.resolve("v");
    }

    private List<String> serve() {
        return List.of(
                new Cli(jdk).distribution().resolve("bin/luafcgid").toString(),
                "serve",
                site.path().toString(),
                "--var",
                var().toString());
    }

    private void start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("JAVA_HOME", jdk.home().toString());
        process = builder.start();
    }

    private String hello(ListenAddress address) throws IOException {
        try (Connection connection = new Connection(site.path(), address)) {
            return connection.get("/hello.lua").body();
        }
    }

    @Test
    void allSocketsAreServedAndNoOther() throws Exception {
        ListenAddress unix = ListenAddress.parse(folder.resolve("a.sock").toString());
        ListenAddress tcp = ListenAddress.parse("127.0.0.1:" + WebServer.freePort());
        List<String> command = new ArrayList<>(List.of(
                WebServer.program("systemd-socket-activate", "systemd").toString(),
                "-E",
                "JAVA_HOME",
                "-l",
                folder.resolve("a.sock").toString(),
                "-l",
                tcp.toString(),
                "--fdname=web:other"));
        command.addAll(serve());
        start(command);
        // It starts the command when somebody connects.
        Poll.until("the sockets", () -> Files.exists(folder.resolve("a.sock")));
        Poll.until("an answer", () -> {
            try {
                return hello(unix).equals("Hello World");
            } catch (IOException e) {
                return false;
            }
        });
        assertEquals("Hello World", hello(tcp));
        String ready = Poll.value("the ready line", java.time.Duration.ofSeconds(20), () -> log().lines()
                .filter(line -> line.startsWith("luafcgid ready: "))
                .findFirst());
        assertTrue(ready.contains("fastcgi " + unix + " (inherited)"), ready);
        assertTrue(ready.contains("fastcgi " + tcp + " (inherited)"), ready);
        assertFalse(ready.contains("http"), ready);
        assertFalse(Files.exists(var().resolve("luafcgid.sock")), "another listener");
    }

    @Test
    void theFirstRequestFindsEveryLibrary() throws Exception {
        site.write(
                "json.lua", "local cjson = require 'cjson' function main(env, con) con:puts(cjson.encode({1, 2})) end");
        ListenAddress unix = ListenAddress.parse(folder.resolve("a.sock").toString());
        List<String> command = new ArrayList<>(List.of(
                WebServer.program("systemd-socket-activate", "systemd").toString(),
                "-E",
                "JAVA_HOME",
                "-l",
                folder.resolve("a.sock").toString()));
        command.addAll(serve());
        start(command);
        Poll.until("the socket", () -> Files.exists(folder.resolve("a.sock")));
        try (Connection connection = new Connection(site.path(), unix)) {
            assertEquals("[1,2]", connection.get("/json.lua").body());
        }
    }

    @Test
    void theSocketOutlivesTheDaemonAndNoRequestIsLost() throws Exception {
        Path socket = folder.resolve("a.sock");
        Path pid = folder.resolve("pid");
        List<String> command = new ArrayList<>(List.of(
                WebServer.program("perl", "perl-base").toString(),
                folder.write("manager.pl", MANAGER).toString(),
                socket.toString(),
                pid.toString(),
                "3"));
        command.addAll(serve());
        start(command);
        Poll.until("the socket", () -> Files.exists(socket));
        ListenAddress address = ListenAddress.parse(socket.toString());
        for (int round = 1; round <= 3; round++) {
            assertEquals("Hello World", hello(address));
            String now = Cli.text(pid);
            ProcessHandle daemon = ProcessHandle.of(Long.parseLong(now.strip())).orElseThrow();
            daemon.destroy();
            daemon.onExit().get(20, TimeUnit.SECONDS);
            assertTrue(Files.exists(socket));
            if (round < 3) {
                // Asked while nobody accepts.
                Poll.until("the next one", () -> !Cli.text(pid).equals(now));
            }
        }
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), this::log);
    }

    @Test
    void socketsOfAnotherProcessAreNotTaken() throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "LISTEN_PID=1", "LISTEN_FDS=1"));
        command.addAll(serve());
        command.addAll(List.of("--http", "off"));
        start(command);
        Poll.until("the daemon", () -> Files.exists(var().resolve("ready")));
        assertEquals(
                "Hello World",
                hello(ListenAddress.parse(var().resolve("luafcgid.sock").toString())));
    }
}
