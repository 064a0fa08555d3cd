package luafcgid.protocol.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.protocol.client.FcgiLimits;
import luafcgid.protocol.client.FcgiReply;

/** A well-behaved client of the same server, on a connection that it keeps: it is served whatever happens on others. */
final class Neighbour implements AutoCloseable {
    private static final FcgiLimits LIMITS = FcgiLimits.DEFAULT.withSilence(Duration.ofSeconds(15));

    private final FcgiClient client;

    Neighbour(ListenAddress address) throws IOException {
        client = FcgiClient.connect(address, LIMITS);
    }

    /** One request with a body that nobody else sends. */
    void isServed(Random random) throws IOException {
        byte[] body = new byte[random.nextInt(20) == 0 ? 100_000 : random.nextInt(200)];
        random.nextBytes(body);
        String name = "neighbour" + random.nextInt();
        FcgiReply reply = client.request(Map.of("NAME", name), body, true);
        assertEquals(new FcgiReply(name + new String(body, ISO_8859_1), "", 0, ProtocolStatus.REQUEST_COMPLETE), reply);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
