package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static luafcgid.protocol.server.Background.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records and ids on connections: 3. to 10. What single records look like is tested with the codec. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class RecordsOnConnectionsTest {
    private static void print(Response response, String text) throws IOException {
        response.stdout().write(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("6., 10., 19. padding of 255 everywhere, reserved bytes and flags set, byte by byte")
    void aRequestMayArriveByteByByteAndPaddedEverywhere(Place place) throws IOException {
        Responder echo = (request, response) -> {
            print(response, request.params().get("NAME", "") + "|");
            request.body().transferTo(response.stdout());
        };
        byte[] params = Peer.pairs("NAME", "x".repeat(200));
        byte[] first = Arrays.copyOf(params, 3);
        byte[] rest = Arrays.copyOfRange(params, 3, params.length);
        try (Server server = new Server(place, echo);
                Peer peer = server.peer()) {
            peer.record(1, 1, new byte[] {0, 1, 1, 9, 9, 9, 9, 9}, 255)
                    .record(4, 1, first, 255)
                    .record(4, 1, rest, 255)
                    .record(4, 1, new byte[0], 255)
                    .record(5, 1, "body".getBytes(UTF_8), 255)
                    .record(5, 1, new byte[0], 255);
            assertEquals("x".repeat(200) + "|body", peer.answer(1).stdout());
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            wire.writeBytes(new byte[] {1, 1, 0, 2, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            wire.writeBytes(new byte[] {1, 4, 0, 2, 0, 7, 1, 0, 4, 1, 'N', 'A', 'M', 'E', 'z', 0});
            wire.writeBytes(new byte[] {1, 4, 0, 2, 0, 0, 0, 0});
            wire.writeBytes(new byte[] {1, 5, 0, 2, 0, 1, 0, 0, 'b', 1, 5, 0, 2, 0, 0, 0, 0});
            for (byte b : wire.toByteArray()) {
                peer.raw(new byte[] {b});
            }
            assertEquals("z|b", peer.answer(2).stdout());
            assertTrue(peer.closedCleanly());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 32767, 32768, 65527, 65528, 65535})
    @DisplayName("6. content of every length")
    void contentOfEveryLengthIsEchoed(int length) throws IOException {
        Responder echo = (request, response) -> request.body().transferTo(response.stdout());
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) 'b');
        try (Server server = new Server(Place.EPOLL_UNIX, echo);
                Peer peer = server.peer()) {
            peer.begin(1, true).params(1);
            if (length > 0) {
                peer.record(5, 1, body, 0);
            }
            assertEquals(
                    new String(body, UTF_8),
                    peer.end(RecordType.STDIN, 1).answer(1).stdout());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 32767, 32768, 65535})
    @DisplayName("8., 9. every id but 0 may be a request's")
    void everyIdMayBeARequests(int id) throws IOException {
        try (Server server = new Server(Place.NIO_UNIX, (request, response) -> print(response, "hello"));
                Peer peer = server.peer()) {
            assertEquals("hello", peer.request(id, true, "a").answer(id).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("3. connections are served at once")
    void manyConnectionsAreServedAtOnce(Place place) throws IOException {
        int n = 40;
        CountDownLatch all = new CountDownLatch(n);
        Responder meeting = (request, response) -> {
            all.countDown();
            await(all);
            print(response, "hello " + request.params().get("NAME"));
        };
        try (Server server = new Server(place, meeting)) {
            Set<Peer> peers = new HashSet<>();
            for (int i = 0; i < n; i++) {
                peers.add(server.peer().request(1, false, "x"));
            }
            for (Peer peer : peers) {
                assertEquals("hello x", peer.answer(1).stdout());
                peer.close();
            }
        }
    }
}
