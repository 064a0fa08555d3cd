package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import luafcgid.protocol.NameValuePairs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** One I/O thread, two workers, and more slow requests than these: nobody else waits for them. */
@OnEachJdk
final class FairnessTest {
    /** More than what begins at a time on either strategy. */
    private static final int SLOW = 6;

    /** A part of a command: waits until there is a file of that name. */
    private static final String UNTIL_OPEN = "until [ -e open ]; do sleep 0.02; done; ";

    @Parameter
    Jdk jdk;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final List<Future<Answer>> slow = new ArrayList<>();
    private Folder site;
    private Daemon daemon;

    @BeforeEach
    void start() throws Exception {
        site = Folder.create();
        site.write("hello.lua", "function main(env, con) con:puts('Hello World') end");
        daemon = Daemon.of(jdk, site.path())
                .with("--set", "luafcgid.protocol.Transport:threads=1")
                .with("--set", "luafcgid.daemon.Workers:workers=2")
                .with("--set", "luafcgid.daemon.Responder:watchdog=100")
                .with("--set", "luafcgid.lua.Pool:execute=true")
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        clients.shutdownNow();
        daemon.close();
        site.close();
    }

    @Test
    void scriptsThatReadAProgramDelayNobody() throws Exception {
        besideScripts("local p = io.popen('" + UNTIL_OPEN + "echo through') con:puts(p:read('*a')) p:close()");
        site.write("open", "");
        assertThrough("through\n");
    }

    @Test
    void scriptsThatExecuteAProgramDelayNobody() throws Exception {
        besideScripts("os.execute('" + UNTIL_OPEN + "') con:puts('through')");
        site.write("open", "");
        assertThrough("through");
    }

    @Test
    void scriptsThatOpenAPipeDelayNobody() throws Exception {
        Path pipe = site.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        besideScripts("io.open('pipe'):close() con:puts('through')");
        // Opened both ways it waits for nobody, and lets those in who wait for a writer.
        try (FileChannel writer = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertTrue(writer.isOpen());
            assertThrough("through");
        }
    }

    @Test
    void scriptsThatSleepDelayNobody() throws Exception {
        besideScripts(
                "local sleep = require('luafcgid').sleep while not io.open('open') do sleep(0.05) end con:puts('through')");
        site.write("open", "");
        assertThrough("through");
    }

    @Test
    void scriptsThatComputeDelayNobody() throws Exception {
        besideScripts("while true do end");
    }

    @Test
    void whereRequestsMoveThoseThatComputeStandBack() throws Exception {
        besideScripts("while true do end");
        Set<Integer> niceness = Processes.niceness(daemon.pid());
        assertEquals(jdk.version().feature() >= 24, niceness.contains(10), niceness + " on " + jdk);
        assertTrue(niceness.contains(0));
    }

    @Test
    void clientsThatDoNotReadDelayNobody() throws Exception {
        site.write("slow.lua", "function main(env, con) for i = 1, 1000 do con:puts(('x'):rep(10000)) end end");
        byte[] request = request("/slow.lua");
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                SocketChannel client =
                        SocketChannel.open(daemon.addresses().get(0).socketAddress());
                clients.add(client);
                client.write(ByteBuffer.wrap(request));
            }
            hello();
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private byte[] request(String script) throws IOException {
        NameValuePairs pairs = new NameValuePairs();
        try (Connection connection = daemon.connect()) {
            connection.params("GET", script, 0).forEach(pairs::add);
        }
        byte[] params = pairs.toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        out.writeBytes(new byte[] {1, 4, 0, 1, (byte) (params.length >> 8), (byte) params.length, 0, 0});
        out.writeBytes(params);
        out.writeBytes(new byte[] {1, 4, 0, 1, 0, 0, 0, 0});
        out.writeBytes(new byte[] {1, 5, 0, 1, 0, 0, 0, 0});
        return out.toByteArray();
    }

    /** Begins the slow requests, and has hello answered while none of them is. */
    private void besideScripts(String body) throws Exception {
        site.write("slow.lua", "function main(env, con) " + body + " end");
        for (int i = 0; i < SLOW; i++) {
            slow.add(clients.submit(() -> daemon.get("/slow.lua")));
        }
        hello();
        for (Future<Answer> answer : slow) {
            assertFalse(answer.isDone(), "a slow script has ended before its neighbours were answered");
        }
    }

    private void hello() throws Exception {
        Poll.until("all slow scripts have begun", () -> leased() == SLOW);
        try (Connection hello = daemon.connect()) {
            for (int i = 0; i < 100; i++) {
                assertEquals("Hello World", hello.get("/hello.lua").body());
            }
        }
        assertEquals(SLOW, leased());
    }

    private long leased() throws Exception {
        return daemon.command("shell", "luafcgid:states")
                .out()
                .lines()
                .filter(line -> line.contains("leased") && line.endsWith("slow.lua"))
                .count();
    }

    private void assertThrough(String body) throws Exception {
        for (Future<Answer> answer : slow) {
            assertEquals(200, answer.get().status());
            assertEquals(body, answer.get().body());
        }
    }
}
