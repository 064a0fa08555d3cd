package luafcgid.protocol.server;

import static luafcgid.protocol.server.Background.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class AbortTest {
    /** Waits for the abort, telling when it has begun to. */
    private static final class Waiting implements Responder {
        final Semaphore waits = new Semaphore(0);
        final AtomicInteger aborts = new AtomicInteger();
        final CompletableFuture<Boolean> seen = new CompletableFuture<>();

        @Override
        public void respond(Request request, Response response) throws IOException {
            if (request.params().get("NAME", "").equals("quick")) {
                response.stdout().write("quick".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            CountDownLatch aborted = new CountDownLatch(1);
            request.onAbort(() -> {
                throw new IllegalStateException("replaced, so never run");
            });
            request.onAbort(() -> {
                aborts.incrementAndGet();
                aborted.countDown();
            });
            response.stdout().write("begun".getBytes(StandardCharsets.US_ASCII));
            waits.release();
            try {
                aborted.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            seen.complete(request.isAborted());
        }
    }

    private final Waiting waiting = new Waiting();

    @ParameterizedTest
    @EnumSource
    @DisplayName("23. ABORT of a running request, twice: one END, REQUEST_COMPLETE, the id free at once")
    void anAbortRunsTheActionAndTheRequestStillEnds(Place place) throws Exception {
        try (Server server = new Server(place, waiting);
                Peer peer = server.peer()) {
            peer.request(1, true, "slow");
            waiting.waits.acquire();
            peer.abort(1).abort(1);
            Answer answer = peer.answer(1);
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, answer.status());
            assertTrue(answer.outEnded);
            assertTrue(waiting.seen.get());
            assertEquals(1, waiting.aborts.get());
            assertEquals("quick", peer.request(1, true, "quick").answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("23. ABORT touches no other request")
    void anAbortTouchesNoOtherRequest(Place place) throws Exception {
        try (Server server = new Server(place, waiting);
                Peer peer = server.peer()) {
            peer.request(1, true, "slow").request(2, true, "slow");
            waiting.waits.acquire(2);
            peer.abort(1);
            peer.answer(1);
            assertEquals(1, waiting.aborts.get());
            assertEquals("quick", peer.request(1, true, "quick").answer(1).stdout());
            peer.abort(2);
            peer.answer(2);
            assertEquals(2, waiting.aborts.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("23. ABORT before the end of PARAMS")
    void anAbortBeforeTheParametersAreCompleteEndsTheRequestUnseen(Place place) throws Exception {
        try (Server server = new Server(place, waiting);
                Peer peer = server.peer()) {
            peer.begin(1, true).abort(1);
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, peer.answer(1).status());
            peer.begin(1, true).stream(RecordType.PARAMS, 1, Peer.pairs("NAME", "quick"))
                    .abort(1);
            assertEquals("", peer.answer(1).stdout());
            // What comes late for the id is not for anybody.
            peer.end(RecordType.PARAMS, 1).stdin(1, new byte[10]).end(RecordType.STDIN, 1);
            assertEquals("quick", peer.request(1, false, "quick").answer(1).stdout());
            assertTrue(peer.closedCleanly());
            assertEquals(0, waiting.waits.availablePermits());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("23., 27. ABORT without KEEP_CONN closes the connection")
    void anAbortBeforeTheParametersClosesAConnectionThatIsNotKept(Place place) throws Exception {
        try (Server server = new Server(place, waiting);
                Peer peer = server.peer()) {
            peer.begin(1, false).abort(1);
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, peer.answer(1).status());
            assertTrue(peer.closedCleanly());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("23. ABORT of a request that waits for its body")
    void aReaderOfTheBodyHearsOfTheAbort(Place place) throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        CountDownLatch reading = new CountDownLatch(1);
        Responder reader = (request, response) -> {
            try {
                request.body().read();
                reading.countDown();
                request.body().readAllBytes();
            } catch (IOException e) {
                thrown.complete(e);
                throw e;
            }
        };
        try (Server server = new Server(place, reader);
                Peer peer = server.peer()) {
            peer.begin(1, true).params(1).stdin(1, new byte[2000]);
            reading.await();
            peer.abort(1);
            assertEquals(RequestAbortedException.class, thrown.get().getClass());
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, peer.answer(1).status());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("23. a closed connection aborts all its requests")
    void aConnectionThatThePeerClosesAbortsAllItsRequests(Place place) throws Exception {
        try (Server server = new Server(place, waiting);
                Peer peer = server.peer();
                Peer other = server.peer()) {
            other.request(1, true, "slow");
            peer.request(1, true, "slow").request(2, false, "slow").begin(3, true).stream(
                    RecordType.PARAMS, 3, new byte[3]);
            waiting.waits.acquire(3);
            peer.hangUp();
            while (waiting.aborts.get() < 2) {
                Thread.onSpinWait();
            }
            assertEquals("quick", other.request(2, true, "quick").answer(2).stdout());
            assertEquals(2, waiting.aborts.get());
            other.abort(1).answer(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAbortActionThatFailsHarmsNobodyElse(Place place) throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch released = new CountDownLatch(2);
        Responder failing = (request, response) -> {
            CountDownLatch go = new CountDownLatch(1);
            request.onAbort(() -> {
                go.countDown();
                throw new IllegalStateException(LogCheck.PROVOKED);
            });
            begun.countDown();
            await(go);
            released.countDown();
        };
        try (Server server = new Server(place, failing);
                Peer peer = server.peer()) {
            peer.request(1, true, "a").request(2, true, "b");
            begun.await();
            peer.abort(1);
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, peer.answer(1).status());
            peer.hangUp();
            released.await();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("23. ABORT of a request that waits to be run")
    void aRequestThatWasAbortedWhileItWaitedDoesNotRun(Place place) throws Exception {
        CompletableFuture<RequestExecutor.Task> queued = new CompletableFuture<>();
        CountDownLatch ran = new CountDownLatch(1);
        try (Server server = new Server(place, (request, response) -> ran.countDown(), queued::complete);
                Peer peer = server.peer()) {
            peer.request(1, true, "a").abort(1).record(9, 0, new byte[0], 0);
            peer.managementRecord();
            assertTrue(queued.get().isAborted());
            queued.get().run();
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, peer.answer(1).status());
            assertEquals(1, ran.getCount());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anActionGivenAfterTheAbortRunsAtOnce(Place place) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Responder late = (request, response) -> {
            begun.countDown();
            while (!request.isAborted()) {
                Thread.onSpinWait();
            }
            boolean[] ran = new boolean[1];
            request.onAbort(() -> ran[0] = true);
            result.complete(ran[0]);
        };
        try (Server server = new Server(place, late);
                Peer peer = server.peer()) {
            peer.request(1, true, "a");
            begun.await();
            peer.abort(1);
            assertTrue(result.get());
            peer.answer(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("23. ABORT that crosses the END")
    void abortsAndEndsThatCrossAlwaysLeaveOneEnd(Place place) throws Exception {
        Responder quick = (request, response) -> {
            request.onAbort(() -> {});
            response.stdout().write(new byte[100]);
        };
        try (Server server = new Server(place, quick);
                Peer peer = server.peer()) {
            for (int id = 1; id <= 500; id++) {
                peer.request(id, true, "a");
                if (id % 3 == 0) {
                    Thread.onSpinWait();
                }
                peer.abort(id);
            }
            // Peer.open refuses whatever comes after an end.
            for (int id = 1; id <= 500; id++) {
                assertEquals(ProtocolStatus.REQUEST_COMPLETE, peer.answer(id).status());
            }
            peer.record(9, 0, new byte[0], 0);
            assertEquals("10:", peer.managementRecord());
        }
    }

    @ParameterizedTest
    @EnumSource
    void peersThatHangUpAtAnyMomentLeaveNothingBehind(Place place) throws Exception {
        Responder echo = (request, response) -> request.body().transferTo(response.stdout());
        try (Server server = new Server(place, echo)) {
            for (int round = 0; round < 60; round++) {
                try (Peer peer = server.peer()) {
                    peer.begin(1, true)
                            .params(1, "NAME", "a")
                            .stdin(1, new byte[round * 1000])
                            .begin(2, true);
                    if (round % 2 == 0) {
                        peer.hex("0105 0001 0100 00");
                    }
                }
            }
            try (Peer peer = server.peer()) {
                assertFalse(peer.request(1, false, "a").answer(1).errEnded);
            }
        }
    }
}
