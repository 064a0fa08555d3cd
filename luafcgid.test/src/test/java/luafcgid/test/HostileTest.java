package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that take more than they may are answered, logged and counted, and those behind them on the same connection are served. */
@OnEachJdk
final class HostileTest {
    /**
     * A script and its end.
     *
     * @param body   of its {@code main}
     * @param status of the answer; 200 where a part of it was sent before
     * @param log    a part of what the log says
     */
    private record Attack(String body, int status, String log) {}

    /** For a second of the processor, seconds, though what computes stands back behind all else here. */
    private static final int TIME_TO_COMPUTE = 100;

    private static final String CPU = "stopped: used more processor time than the limit cpu allows";

    private static final List<Attack> ATTACKS = List.of(
            new Attack("while true do end", 504, CPU),
            new Attack("while true do pcall(function() while true do end end) end", 504, CPU),
            new Attack("while true do pcall(string.find, ('a'):rep(2000), ('.-'):rep(20) .. 'b') end", 504, CPU),
            new Attack("table.sort({2, 1}, function() while true do end end)", 504, CPU),
            new Attack("coroutine.wrap(function() while true do end end)()", 504, CPU),
            new Attack("return setmetatable({}, {__index = function() while true do end end}).x", 504, CPU),
            new Attack(
                    "local t = {} while true do t[#t + 1] = {} end",
                    500,
                    "stopped: allocated more than the limit allocation allows"),
            new Attack(
                    "while true do con:puts(('x'):rep(10000)) con:flush() end",
                    200,
                    "stopped: sent more than the limit output allows"),
            new Attack("local s = 'x' while true do s = s .. s end", 500, "string length overflow"),
            new Attack("local function f() return 1 + f() end return f()", 500, "stack overflow"),
            new Attack("local function f() return (('x'):gsub('x', f)) end return f()", 500, "stack overflow"),
            new Attack(
                    "local t = {} for i = 1, 1e6 do t[i] = coroutine.wrap(function() coroutine.yield() end) t[i]() end",
                    500,
                    "too many coroutines (limit coroutines=50)"),
            new Attack(
                    "local t = {} for i = 1, 1e6 do t[i] = assert(io.open('data')) end", 500, "Too many open files"));

    @Parameter
    Jdk jdk;

    /**
     * Starts one.
     *
     * @param watchdog seconds
     * @param grace    seconds that who is stopped has to end in
     */
    private static Daemon daemon(Jdk jdk, Folder site, String strategy, int watchdog, double grace) throws Exception {
        return Daemon.of(jdk, site.path())
                .with("--set", "luafcgid.daemon.Workers:strategy=" + strategy)
                .with("--set", "luafcgid.protocol.Transport:threads=1")
                .with("--set", "luafcgid.daemon.Responder:watchdog=" + watchdog)
                .with("--set", "luafcgid.lua.Limits:cpu=1")
                .with("--set", "luafcgid.lua.Limits:allocation=100000000")
                .with("--set", "luafcgid.lua.Limits:output=1000000")
                .with("--set", "luafcgid.lua.Limits:string=1000000")
                .with("--set", "luafcgid.lua.Limits:coroutines=50")
                .with("--set", "luafcgid.lua.Limits:files=20")
                .with("--set", "luafcgid.lua.Limits:grace=" + grace)
                .start();
    }

    /** Whether a status tells of these stops and no others. */
    private static boolean isStopped(String stops, String status) {
        return status.lines().anyMatch(line -> line.matches("stopped +" + stops));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "handover"})
    void eachIsAnsweredAndTheNextOneIsServed(String strategy) throws Exception {
        try (Folder site = Folder.create()) {
            site.write("hello.lua", "function main(env, con) con:puts('Hello World') end");
            site.write("data", "some");
            try (Daemon daemon = daemon(jdk, site, strategy, TIME_TO_COMPUTE, TIME_TO_COMPUTE);
                    Connection connection = daemon.connect()) {
                for (int i = 0; i < ATTACKS.size(); i++) {
                    Attack attack = ATTACKS.get(i);
                    String name = "attack" + i + ".lua";
                    site.write(name, "function main(env, con)\n" + attack.body + "\nend");
                    assertEquals(attack.status, connection.get("/" + name).status(), attack.body);
                    assertTrue(
                            daemon.log().lines().anyMatch(line -> line.contains(attack.log)),
                            () -> attack.body + " is not in the log:\n" + daemon.log());
                    assertEquals("Hello World", connection.get("/hello.lua").body());
                }
                String status = daemon.command("status").out();
                assertTrue(isStopped("6 cpu, 1 allocation, 1 output", status), status);
                assertTrue(status.contains("0 threads that do not stop, 0 so far"), status);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "handover"})
    void oneThatWaitsTooLongIsAnsweredAndTheNextOneIsServed(String strategy) throws Exception {
        try (Folder site = Folder.create()) {
            site.write("hello.lua", "function main(env, con) con:puts('Hello World') end");
            site.write("sleep.lua", "function main(env, con) require('luafcgid').sleep(1000) end");
            try (Daemon daemon = daemon(jdk, site, strategy, 5, TIME_TO_COMPUTE);
                    Connection connection = daemon.connect()) {
                assertEquals(504, connection.get("/sleep.lua").status());
                assertTrue(daemon.log().contains("stopped: ran longer than the watchdog allows"), daemon::log);
                assertEquals("Hello World", connection.get("/hello.lua").body());
                String status = daemon.command("status").out();
                assertTrue(isStopped("1 watchdog", status), status);
                assertTrue(status.contains("0 threads that do not stop, 0 so far"), status);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "handover"})
    void aThreadThatNothingInterruptsIsGivenUpAndReachesNobodyLater(String strategy) throws Exception {
        try (Folder site = Folder.create()) {
            site.write("hello.lua", "function main(env, con) con:puts('Hello World') end");
            site.write("stuck.lua", "function main(env, con) con:puts('before') io.open('pipe') con:puts('after') end");
            Path pipe = site.resolve("pipe");
            assertEquals(
                    0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
            try (Daemon daemon = daemon(jdk, site, strategy, 5, 0.3);
                    Connection connection = daemon.connect()) {
                assertEquals(504, connection.get("/stuck.lua").status());
                assertEquals("Hello World", connection.get("/hello.lua").body());
                assertTrue(daemon.log().contains("does not stop and is given up"), daemon.log());
                String status = daemon.command("status").out();
                assertTrue(status.contains("1 threads that do not stop, 1 so far"), status);
                assertTrue(status.contains("1, leased 0"), "the state of hello only: " + status);
                // Opened both ways it waits for nobody, and lets those in who wait for a writer.
                try (FileChannel writer = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    assertTrue(writer.isOpen());
                    Poll.until(
                            "the thread has come back",
                            () -> daemon.command("status").out().contains("0 threads that do not stop, 1 so far"));
                }
                for (int i = 0; i < 10; i++) {
                    assertEquals("Hello World", connection.get("/hello.lua").body());
                }
            }
        }
    }
}
