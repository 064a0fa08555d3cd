package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
                // Longer than the end is waited for.
                Daemon daemon = Daemon.of(jdk, site.path())
                        .with("--set", "luafcgid.protocol.Listener~main:drain=100")
                        .start();
                Connection connection = daemon.connect()) {
            assertEquals("Hello World", connection.get("/hello.lua").body());
            daemon.terminate();
            assertEquals(0, daemon.await());
        }
    }
}
