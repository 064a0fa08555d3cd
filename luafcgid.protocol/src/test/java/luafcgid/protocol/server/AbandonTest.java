package luafcgid.protocol.server;

import static luafcgid.protocol.server.Background.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that another thread ends than the one that runs them. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
final class AbandonTest {
    private static final String LATE = "504 Gateway Timeout";

    /** Is stuck until it is let go, and then goes on as if nothing had happened. */
    private static final class Stuck implements Responder {
        final CompletableFuture<Request> running = new CompletableFuture<>();
        final CountDownLatch free = new CountDownLatch(1);
        final CompletableFuture<Throwable> failure = new CompletableFuture<>();
        final CountDownLatch ended = new CountDownLatch(1);
        private final boolean flushes;

        Stuck(boolean flushes) {
            this.flushes = flushes;
        }

        @Override
        public void respond(Request request, Response response) throws IOException {
            if (request.params().get("NAME", "").equals("quick")) {
                put(response, "quick");
                return;
            }
            put(response, "Status: 200 OK\r\n\r\nbefore");
            if (flushes) {
                response.stdout().flush();
            }
            running.complete(request);
            await(free);
            try {
                put(response, "after");
                response.stdout().flush();
            } catch (IOException e) {
                failure.complete(e);
                throw e;
            } finally {
                ended.countDown();
            }
        }

        private static void put(Response response, String text) throws IOException {
            response.stdout().write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStuckRequestIsAnsweredAndWhatItWritesLaterReachesNobody(Place place) throws Exception {
        Stuck stuck = new Stuck(false);
        try (Server server = new Server(place, stuck);
                Peer peer = server.peer()) {
            peer.request(1, true, "stuck");
            stuck.running.get().abandon(LATE);
            Answer answer = peer.answer(1);
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, answer.status());
            assertEquals(1, answer.appStatus());
            assertTrue(answer.outEnded);
            assertEquals(
                    "Status: 504 Gateway Timeout\r\nContent-Type: text/plain\r\n\r\n504 Gateway Timeout\n",
                    answer.stdout());
            // The id is in use again while the stuck one writes.
            peer.begin(1, true);
            stuck.free.countDown();
            assertTrue(stuck.failure.get() instanceof RequestAbortedException);
            stuck.ended.await();
            peer.stream(RecordType.PARAMS, 1, Peer.pairs("NAME", "quick"))
                    .end(RecordType.PARAMS, 1)
                    .end(RecordType.STDIN, 1);
            assertEquals("quick", peer.answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResponseThatWasBegunIsCutShort(Place place) throws Exception {
        Stuck stuck = new Stuck(true);
        try (Server server = new Server(place, stuck);
                Peer peer = server.peer()) {
            peer.request(1, true, "stuck");
            stuck.running.get().abandon(LATE);
            Answer answer = peer.answer(1);
            assertEquals("Status: 200 OK\r\n\r\nbefore", answer.stdout());
            assertEquals(1, answer.appStatus());
            stuck.free.countDown();
            assertTrue(stuck.failure.get() instanceof RequestAbortedException);
            assertEquals("quick", peer.request(1, true, "quick").answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatHasEndedIsNotAnsweredAgain(Place place) throws Exception {
        CompletableFuture<Request> seen = new CompletableFuture<>();
        Responder quick = (request, response) -> {
            seen.complete(request);
            response.stdout().write("done".getBytes(StandardCharsets.US_ASCII));
        };
        try (Server server = new Server(place, quick);
                Peer peer = server.peer()) {
            assertEquals("done", peer.request(1, true, "a").answer(1).stdout());
            seen.get().abandon(LATE);
            assertEquals("done", peer.request(1, true, "a").answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsBodyCannotBeReadAnyMore(Place place) throws Exception {
        CompletableFuture<Request> running = new CompletableFuture<>();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Responder reader = (request, response) -> {
            running.complete(request);
            failure.complete(assertThrows(
                    RequestAbortedException.class, () -> request.body().readAllBytes()));
        };
        try (Server server = new Server(place, reader);
                Peer peer = server.peer()) {
            peer.begin(1, true).stream(RecordType.PARAMS, 1, Peer.pairs("CONTENT_LENGTH", "10"))
                    .end(RecordType.PARAMS, 1);
            running.get().abandon(LATE);
            assertEquals("the request was given up", failure.get().getMessage());
            assertTrue(peer.answer(1).stdout().startsWith("Status: 504"));
        }
    }
}
