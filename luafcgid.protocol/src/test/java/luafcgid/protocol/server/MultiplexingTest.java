package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static luafcgid.protocol.server.Background.await;
import static luafcgid.protocol.server.Background.inThread;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that share a connection. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class MultiplexingTest {
    private final CountDownLatch go = new CountDownLatch(1);

    /** Does as its NAME says, else answers with its NAME and body. */
    private final Responder responder = (request, response) -> {
        String name = request.params().get("NAME", "");
        if (name.equals("slow")) {
            await(go);
        } else if (name.equals("big")) {
            byte[] piece = new byte[10_000];
            for (int sent = 0; sent < 8_000_000; sent += piece.length) {
                response.stdout().write(piece);
            }
            return;
        }
        response.stdout().write(name.getBytes(US_ASCII));
        request.body().transferTo(response.stdout());
    };

    @FunctionalInterface
    private interface Step {
        void send(Peer peer) throws IOException;
    }

    /** What is sent of one request, its pieces of random length. */
    private static Queue<Step> steps(int id, byte[] params, byte[] body, Random random) {
        Queue<Step> steps = new ArrayDeque<>();
        steps.add(peer -> peer.begin(id, true));
        cut(params, random).forEach(piece -> steps.add(peer -> peer.record(4, id, piece, random.nextInt(256))));
        steps.add(peer -> peer.end(RecordType.PARAMS, id));
        cut(body, random).forEach(piece -> steps.add(peer -> peer.record(5, id, piece, random.nextInt(256))));
        steps.add(peer -> peer.end(RecordType.STDIN, id));
        return steps;
    }

    private static List<byte[]> cut(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(Math.max(1, bytes.length / 3)));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("9., 11., 14. a hundred requests interleaved at random")
    void aHundredRequestsInterleavedAtRandomAreAnsweredExactly(Place place) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("aHundredRequestsInterleavedAtRandomAreAnsweredExactly: seed " + seed);
        Random random = new Random(seed);
        Map<Integer, String> expected = new LinkedHashMap<>();
        List<Queue<Step>> waiting = new ArrayList<>();
        while (expected.size() < 100) {
            int id = 1 + random.nextInt(65535);
            byte[] body = new byte[random.nextInt(6000)];
            random.nextBytes(body);
            String name = "n".repeat(1 + random.nextInt(300)) + id;
            if (expected.putIfAbsent(id, name + new String(body, ISO_8859_1)) == null) {
                waiting.add(steps(id, Peer.pairs("NAME", name), body, random));
            }
        }
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            CompletableFuture<Boolean> sending = inThread(() -> {
                while (!waiting.isEmpty()) {
                    int i = random.nextInt(waiting.size());
                    Queue<Step> request = waiting.get(i);
                    request.remove().send(peer);
                    if (request.isEmpty()) {
                        waiting.remove(i);
                    }
                }
            });
            for (Map.Entry<Integer, String> request : expected.entrySet()) {
                assertEquals(request.getValue(), peer.answer(request.getKey()).stdout());
            }
            sending.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowScriptDelaysNoNeighbour(Place place) throws IOException {
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            peer.request(1, true, "slow");
            for (int i = 0; i < 20; i++) {
                assertEquals("fast", peer.request(2, true, "fast").answer(2).stdout());
            }
            assertNull(peer.soFar(1).end);
            go.countDown();
            assertEquals("slow", peer.answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatNobodyReadsYetDelaysNoNeighbour(Place place) throws IOException {
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            byte[] body = new byte[5_000_000];
            peer.begin(1, true).params(1, "NAME", "slow").stdin(1, body);
            for (int i = 0; i < 20; i++) {
                assertEquals("fast", peer.request(2, true, "fast").answer(2).stdout());
            }
            go.countDown();
            assertEquals(
                    4 + body.length, peer.end(RecordType.STDIN, 1).answer(1).out.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("15. an answer that nobody reads does not keep a neighbour's body from coming in")
    void anAnswerThatNobodyReadsDelaysNoNeighboursInput(Place place) throws Exception {
        CompletableFuture<Integer> length = new CompletableFuture<>();
        Responder counting = (request, response) -> {
            if (request.params().get("NAME", "").equals("count")) {
                length.complete(request.body().readAllBytes().length);
            } else {
                responder.respond(request, response);
            }
        };
        try (Server server = new Server(place, counting);
                Peer peer = server.peer()) {
            peer.request(1, true, "big").begin(2, true).params(2, "NAME", "count");
            for (int i = 0; i < 50; i++) {
                peer.stdin(2, new byte[100_000]);
            }
            peer.end(RecordType.STDIN, 2);
            assertEquals(5_000_000, length.get());
            assertEquals(8_000_000, peer.answer(1).out.size());
            assertEquals(0, peer.answer(2).appStatus());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("9. an id may be used again as soon as its END has come")
    void anIdMayBeUsedAgainAsSoonAsItsRequestHasEnded(Place place) throws IOException {
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            for (int i = 0; i < 100; i++) {
                assertEquals(
                        "n" + i,
                        peer.request(65535, true, "n" + i).answer(65535).stdout());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("3. a request without KEEP_CONN lets the others on its connection end")
    void aRequestThatEndsTheConnectionLetsTheOthersOnItEnd(Place place) throws IOException {
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            peer.request(1, true, "slow").request(2, false, "fast");
            assertEquals("fast", peer.answer(2).stdout());
            go.countDown();
            assertEquals("slow", peer.answer(1).stdout());
            assertTrue(peer.closedCleanly());
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestsThatRunInPlaceAreAnsweredInTheirOrder(Place place) throws Exception {
        // They read no body: it may come later, and the thread that would take it in is theirs.
        Responder name = (request, response) ->
                response.stdout().write(request.params().get("NAME", "").getBytes(US_ASCII));
        try (Server server = new Server(place, name, Runnable::run);
                Peer peer = server.peer()) {
            CompletableFuture<Boolean> sending = inThread(() -> {
                for (int id = 1; id <= 500; id++) {
                    peer.request(id, id < 500, "n" + id);
                }
            });
            for (int id = 1; id <= 500; id++) {
                assertEquals("n" + id, peer.answer(id).stdout());
            }
            sending.get();
            assertTrue(peer.closedCleanly());
        }
    }
}
