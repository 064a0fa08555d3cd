package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static luafcgid.protocol.server.Background.inThread;
import static luafcgid.protocol.server.Background.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Malformed peers of every kind at once, beside one that is not. */
@Timeout(120)
@ExtendWith({LeakCheck.class, LogCheck.class})
class StormTest {
    private static final int PEERS = 1000;
    private static final Responder ECHO = (request, response) -> {
        response.stdout().write(request.params().get("NAME", "").getBytes(US_ASCII));
        request.body().transferTo(response.stdout());
    };

    @FunctionalInterface
    private interface Malice {
        void by(Peer peer) throws IOException;
    }

    private static final List<Malice> EVERY_KIND = List.of(
            peer -> {},
            peer -> peer.hex("00"),
            peer -> peer.hex("02"),
            peer -> peer.hex("ff"),
            peer -> peer.raw("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII)),
            peer -> peer.hex("1603010200010001fc0303"),
            peer -> peer.hex("01"),
            peer -> peer.hex("0101 0001 0008 0000 00 01"),
            peer -> peer.hex("0101 0001 0007 0100 00010100000000 00"),
            peer -> peer.begin(0, true),
            peer -> peer.begin(1, true).begin(1, true),
            peer -> peer.begin(1, 77, true).params(1, "A", "b"),
            peer -> peer.begin(1, true),
            peer -> peer.begin(1, true).hex("0104 0001 ffff ff00 0101"),
            peer -> peer.begin(1, true).stdin(1, new byte[70_000]),
            peer -> peer.begin(1, true)
                    .hex("0104 0001 0008 0000 ffffffff ffffffff")
                    .end(RecordType.PARAMS, 1),
            peer -> peer.begin(1, true).stream(RecordType.PARAMS, 1, new byte[200_000]),
            peer -> peer.begin(1, false).params(1, "CONTENT_LENGTH", "-1").stdin(1, new byte[50_000]),
            peer -> peer.begin(1, true).params(1, "CONTENT_LENGTH", "100000").stdin(1, new byte[50_000]),
            peer -> peer.begin(1, Role.FILTER, true)
                    .params(1, "FCGI_DATA_LENGTH", "9")
                    .end(RecordType.STDIN, 1),
            peer -> peer.params(5, "A", "b").stdin(5, new byte[5000]).abort(5),
            peer -> peer.request(1, true, "a").abort(1).abort(1),
            peer -> peer.record(9, 0, new byte[] {0x7f, 0x7f}, 255).record(9, 1, new byte[60_000], 0),
            peer -> {
                for (int type = 0; type < 256; type++) {
                    peer.record(type == 1 ? 2 : type, type % 3, new byte[type], type);
                }
            },
            peer -> {
                for (int id = 1; id < 200; id++) {
                    peer.begin(id, true);
                }
            });

    @ParameterizedTest
    @EnumSource(names = {"NIO_TCP", "EPOLL_UNIX"})
    void aGoodClientIsServedAndNothingIsLeft(Place place) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("aGoodClientIsServedAndNothingIsLeft: seed " + seed);
        try (Server server = new Server(place, ECHO)) {
            server.limits =
                    new Limits(2000, 100, 100_000, 100, 1 << 20, 1 << 20, 1 << 20, 3000, 4000, 4000, 4000, 4000);
            Connections connections = server.listener.connections();
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger served = new AtomicInteger();
            CompletableFuture<Boolean> good = inThread(() -> {
                do {
                    try (Peer peer = server.peer()) {
                        for (int i = 0; i < 20; i++) {
                            String name = "n" + served.incrementAndGet();
                            assertEquals(
                                    name,
                                    peer.request(1, i < 19, name).answer(1).stdout());
                        }
                        assertTrue(peer.closedCleanly());
                    }
                } while (!over.get());
            });
            List<CompletableFuture<Boolean>> storms = new ArrayList<>();
            List<Peer> staying = new ArrayList<>();
            int threads = 4;
            for (int thread = 0; thread < threads; thread++) {
                Random random = new Random(seed + thread);
                storms.add(inThread(() -> {
                    for (int i = 0; i < PEERS / threads; i++) {
                        rage(server.peer(), EVERY_KIND.get(i % EVERY_KIND.size()), random.nextBoolean(), staying);
                    }
                }));
            }
            for (CompletableFuture<Boolean> storm : storms) {
                storm.get();
            }
            int before = served.get();
            until("the good client goes on", () -> served.get() > before + 40 || good.isDone());
            over.set(true);
            assertTrue(good.get());
            // Who stays is ended by the limits of time.
            until("no connection is left", () -> connections.size() == 0);
            assertEquals(0, connections.budget().used());
            for (Peer peer : staying) {
                peer.close();
            }
            assertEquals(2, ioThreads());
        }
    }

    private static void rage(Peer peer, Malice malice, boolean stays, List<Peer> staying) throws IOException {
        try {
            malice.by(peer);
        } catch (IOException e) {
            // Some are thrown out before they have said all.
        }
        if (stays) {
            synchronized (staying) {
                staying.add(peer);
            }
        } else {
            peer.hangUp();
        }
    }

    private static long ioThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith("luafcgid-io-"))
                .count();
    }
}
