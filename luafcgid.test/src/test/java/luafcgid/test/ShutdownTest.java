package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnEachJdk
final class ShutdownTest {
    private static final String SLOW =
            """
            function main(env, con)
              local begun = env.SCRIPT_FILENAME:gsub("slow.lua", "begun")
              io.open(begun, "w"):close()
              require("luafcgid").sleep(1)
              con:puts("done")
            end
            """;

    @Parameter
    Jdk jdk;

    @ParameterizedTest
    @ValueSource(strings = {"run", "serve"})
    void aRequestInFlightIsAnsweredBeforeTheEnd(String command) throws Exception {
        try (Folder site = Folder.create()) {
            site.write("slow.lua", SLOW);
            Daemon.Start start = Daemon.of(jdk, site.path());
            ExecutorService client = Executors.newSingleThreadExecutor();
            try (Daemon daemon = (command.equals("run") ? start.developing() : start).start()) {
                Future<Answer> answer = client.submit(() -> daemon.get("/slow.lua"));
                Poll.until("the request's begin", () -> Files.exists(site.resolve("begun")));
                daemon.terminate();
                assertEquals("done", answer.get().body());
                assertEquals(0, daemon.await());
            } finally {
                client.shutdownNow();
            }
        }
    }

    @Test
    void keptIdleConnectionsDoNotDelayTheEnd() throws Exception {
        try (Folder site = Scripts.site();
                Daemon daemon = Daemon.of(jdk, site.path()).start();
                Connection connection = daemon.connect()) {
            assertEquals("Hello World", connection.get("/hello.lua").body());
            long begun = System.nanoTime();
            daemon.terminate();
            assertEquals(0, daemon.await());
            long seconds = (System.nanoTime() - begun) / 1_000_000_000;
            // A listener gives requests in flight ten seconds; an idle connection has none.
            assertTrue(seconds < 8, () -> "took " + seconds + " s");
        }
    }
}
