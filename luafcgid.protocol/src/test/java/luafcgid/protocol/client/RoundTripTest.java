package luafcgid.protocol.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Seed;
import luafcgid.protocol.server.Application;
import luafcgid.protocol.server.Listener;
import luafcgid.protocol.server.ListenerSettings;
import luafcgid.protocol.server.NettyTransport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random requests over real connections, many at once: parameters, bodies, messages and statuses come back as they were sent. */
@Timeout(120)
@ExtendWith({LeakCheck.class, LogCheck.class})
class RoundTripTest {
    private static final int THREADS = 6;
    private static final int REQUESTS = 25;

    /** Answers the parameters and the body; its messages and its status are what a parameter says. */
    private static final Responder MIRROR = (request, response) -> {
        response.stderr().write(request.params().get("LOG", "").getBytes(UTF_8));
        response.stdout().write(request.params().toMap().toString().getBytes(UTF_8));
        request.body().transferTo(response.stdout());
        response.appStatus(Integer.parseInt(request.params().get("STATUS", "0")));
    };

    @TempDir
    Path directory;

    private static String word(Random random, int most) {
        int length = random.nextInt(most);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextInt(8) == 0 ? 0x80 + random.nextInt(0x700) : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    private static void roundTrip(FcgiClient client, Random random) throws IOException {
        Map<String, String> params = new LinkedHashMap<>();
        int n = random.nextInt(30);
        for (int i = 0; i < n; i++) {
            params.put("P" + i + word(random, 160), word(random, 400));
        }
        String log = word(random, random.nextInt(4) == 0 ? 40_000 : 2);
        int status = random.nextInt();
        params.put("LOG", log);
        params.put("STATUS", "" + status);
        byte[] body = new byte[random.nextInt(5) == 0 ? random.nextInt(1_000_000) : random.nextInt(500)];
        random.nextBytes(body);
        FcgiReply reply = client.request(params, body, true);
        assertEquals(
                new FcgiReply(
                        latin(params.toString()) + new String(body, ISO_8859_1),
                        latin(log),
                        status,
                        ProtocolStatus.REQUEST_COMPLETE),
                reply);
    }

    private static String latin(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void whateverIsSentComesBack(String kind) throws Exception {
        Seed seed = Seed.of("whateverIsSentComesBack " + kind);
        ListenAddress address = new ListenAddress.Unix(directory.resolve("s"));
        ExecutorService pool = Executors.newCachedThreadPool();
        try (NettyTransport transport = new NettyTransport(kind, 2);
                Listener listener = new Listener(
                        ListenerSettings.of(address),
                        transport,
                        new Application(MIRROR, pool::execute, directory.resolve("body")))) {
            try (FcgiClient one = FcgiClient.connect(address);
                    FcgiClient other = FcgiClient.connect(address)) {
                List<Future<?>> done = new ArrayList<>();
                for (int t = 0; t < THREADS; t++) {
                    Random random = seed.random(t);
                    done.add(pool.submit(() -> {
                        for (int i = 0; i < REQUESTS; i++) {
                            roundTrip(random.nextBoolean() ? one : other, random);
                        }
                        return null;
                    }));
                }
                for (Future<?> each : done) {
                    each.get();
                }
            }
            listener.close(Duration.ofSeconds(5));
        } finally {
            pool.shutdownNow();
        }
    }
}
