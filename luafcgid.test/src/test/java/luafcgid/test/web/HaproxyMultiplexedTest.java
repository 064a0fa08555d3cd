package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.Http;
import luafcgid.test.OnNewestJdk;
import luafcgid.test.Poll;
import luafcgid.test.WebServer;
import org.junit.jupiter.api.Test;

/**
 * Many requests on one connection. Nothing is asked here about clients that pause: FastCGI knows no flow control per request, so
 * that one of them holds up what shares its connection.
 */
@OnNewestJdk
final class HaproxyMultiplexedTest extends BehindWebServer
        implements RequestContract, ResponseContract, ChangeContract, HeadContract, RedirectContract, OversizeContract {
    HaproxyMultiplexedTest() {
        super(Way.MULTIPLEXED);
    }

    @Override
    public WebServer start(Folder folder, Way way, ListenAddress daemon, Path site) throws Exception {
        return Haproxy.start(folder, way, daemon, site, Haproxy.BUFFER);
    }

    @Override
    public Map<String, String> otherVariables(Way way) {
        return Map.of("SERVER_NAME", "example.org:" + stage().server(way).port());
    }

    @Override
    public boolean streamsRequests() {
        return true;
    }

    @Override
    public int headerBytes() {
        return Haproxy.HEADER_BYTES;
    }

    @Test
    void aQuickRequestOvertakesASlowOneOnTheSameConnection() throws Exception {
        try (Stage stage = stage(ways())) {
            ExecutorService client = Executors.newSingleThreadExecutor();
            try {
                // Before the first answer HAProxy does not know that the daemon multiplexes.
                assertEquals(
                        200, Http.get(stage.uri(Way.MULTIPLEXED, "/hello.lua")).statusCode());
                Future<String> slow = client.submit(() ->
                        Http.get(stage.uri(Way.MULTIPLEXED, "/events.lua?slow")).body());
                Poll.until("the slow script's begin", () -> stage.runs("events.lua"));
                assertEquals(1, stage.connections(Way.MULTIPLEXED));
                for (int i = 0; i < 20; i++) {
                    assertEquals(
                            "Hello World",
                            Http.get(stage.uri(Way.MULTIPLEXED, "/hello.lua")).body());
                    assertEquals(1, stage.connections(Way.MULTIPLEXED));
                }
                assertFalse(slow.isDone(), "the slow script waits for its files");
                for (int i = 1; i <= 3; i++) {
                    stage.site().write("slow." + i, "");
                }
                assertEquals("data: 1\n\ndata: 2\n\ndata: 3\n\n", slow.get());
            } finally {
                client.shutdownNow();
            }
        }
    }
}
