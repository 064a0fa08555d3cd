package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static luafcgid.protocol.server.Background.await;
import static luafcgid.protocol.server.Background.inThread;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Responder;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class FlowTest {
    private static final int BIG = 32 << 20;

    /** What sockets, Netty's marks and a few records may hold together; far less than what is sent. */
    private static final int BOUND = 20 << 20;

    /** Byte i of every big stream. */
    private static byte at(long i) {
        return (byte) (i ^ i >> 8 ^ i >> 16);
    }

    private static byte[] piece(long from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(from + i);
        }
        return bytes;
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Waits until the counter has not moved for a while: whoever moves it is blocked. */
    private static long awaitStandstill(AtomicLong counter) throws InterruptedException {
        long seen = -1;
        while (seen != counter.get() || seen == 0) {
            seen = counter.get();
            TimeUnit.MILLISECONDS.sleep(300);
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("15. an answer to a peer that reads slowly is bounded and whole")
    void aBigResponseToASlowReaderIsBoundedAndComplete(Place place) throws Exception {
        AtomicLong written = new AtomicLong();
        Responder big = (request, response) -> {
            while (written.get() < BIG) {
                response.stdout().write(piece(written.get(), 10_000), 0, 10_000);
                written.addAndGet(10_000);
            }
        };
        try (Server server = new Server(place, big);
                Peer peer = server.peer()) {
            peer.request(1, false, "a");
            long held = awaitStandstill(written);
            assertTrue(held < BOUND, held + " bytes were written although nobody read");
            byte[] all = peer.answer(1).out.toByteArray();
            assertEquals(written.get(), all.length);
            assertEquals(checksum(piece(0, all.length)), checksum(all));
            assertTrue(peer.closedCleanly());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowReaderDoesNotHoldUpAnotherRequestsResponder(Place place) throws Exception {
        AtomicLong written = new AtomicLong();
        Responder big = (request, response) -> {
            if (request.params().get("NAME", "").equals("small")) {
                response.stdout().write("small".getBytes(UTF_8));
                return;
            }
            while (written.get() < BIG) {
                response.stdout().write(piece(written.get(), 10_000), 0, 10_000);
                written.addAndGet(10_000);
            }
        };
        try (Server server = new Server(place, big);
                Peer peer = server.peer();
                Peer other = server.peer()) {
            peer.request(1, true, "big");
            awaitStandstill(written);
            peer.request(2, true, "small");
            assertEquals("small", other.request(1, false, "small").answer(1).stdout());
            assertEquals("small", peer.answer(2).stdout());
            int length = peer.answer(1).out.size();
            assertEquals(written.get(), length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBigUploadIsTakenInWholeBeforeItIsRead(Place place) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Responder summing = (request, response) -> {
            await(go);
            CRC32 crc = new CRC32();
            long length = 0;
            byte[] some = new byte[7000];
            InputStream body = request.body();
            for (int n = body.read(some); n >= 0; n = body.read(some)) {
                crc.update(some, 0, n);
                length += n;
            }
            response.stdout().write((length + " " + crc.getValue()).getBytes(UTF_8));
        };
        AtomicLong sent = new AtomicLong();
        try (Server server = new Server(place, summing);
                Peer peer = server.peer()) {
            peer.begin(1, true).params(1, "NAME", "a");
            CompletableFuture<Boolean> upload = inThread(() -> {
                while (sent.get() < BIG) {
                    peer.stdin(1, piece(sent.get(), 50_000));
                    sent.addAndGet(50_000);
                }
                peer.end(RecordType.STDIN, 1);
            });
            upload.get();
            go.countDown();
            Answer answer = peer.answer(1);
            int length = (int) sent.get();
            assertEquals(length + " " + checksum(piece(0, length)), answer.stdout());
            assertEquals(
                    "0 " + checksum(new byte[0]),
                    peer.begin(1, false)
                            .params(1)
                            .end(RecordType.STDIN, 1)
                            .answer(1)
                            .stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("15. both directions at once, when the buffers of both are full")
    void aBodyIsEchoedWhileItArrives(Place place) throws Exception {
        Responder echo = (request, response) -> request.body().transferTo(response.stdout());
        try (Server server = new Server(place, echo);
                Peer peer = server.peer()) {
            peer.begin(1, false).params(1, "NAME", "a");
            CompletableFuture<Boolean> upload = inThread(() -> {
                for (int sent = 0; sent < BIG / 2; sent += 30_000) {
                    peer.stdin(1, piece(sent, 30_000));
                }
                peer.end(RecordType.STDIN, 1);
            });
            byte[] all = peer.answer(1).out.toByteArray();
            upload.get();
            assertEquals((BIG / 2 + 29_999) / 30_000 * 30_000, all.length);
            assertEquals(checksum(piece(0, all.length)), checksum(all));
            assertTrue(peer.closedCleanly());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRestOfABodyThatNobodyReadsDoesNotDisturbTheNextRequest(Place place) throws Exception {
        Responder hasty = (request, response) ->
                response.stdout().write(request.params().get("NAME", "").getBytes(UTF_8));
        try (Server server = new Server(place, hasty);
                Peer peer = server.peer()) {
            peer.begin(1, true)
                    .params(1, "NAME", "a")
                    .stdin(1, new byte[3_000_000])
                    .end(RecordType.STDIN, 1);
            assertEquals("a", peer.answer(1).stdout());
            assertEquals("b", peer.request(1, true, "b").answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("23. ABORT of a request that waits to write")
    void aWriterThatWaitsForRoomHearsOfTheAbort(Place place) throws Exception {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Responder endless = (request, response) -> {
            try {
                while (true) {
                    response.stdout().write(new byte[10_000]);
                    written.addAndGet(10_000);
                }
            } catch (IOException e) {
                thrown.complete(e);
                throw e;
            }
        };
        try (Server server = new Server(place, endless);
                Peer peer = server.peer()) {
            peer.request(1, true, "a");
            awaitStandstill(written);
            peer.abort(1);
            // The peer has still read nothing.
            assertTrue(thrown.get() instanceof RequestAbortedException);
            Answer answer = peer.answer(1);
            assertTrue(answer.outEnded);
            assertEquals(1, answer.appStatus());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("malformed: peer closes in the middle of a response")
    void aWriterThatWaitsForRoomHearsOfTheClosedConnection(Place place) throws Exception {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Responder endless = (request, response) -> {
            try {
                while (true) {
                    response.stdout().write(new byte[10_000]);
                    written.addAndGet(10_000);
                }
            } catch (IOException e) {
                thrown.complete(e);
                throw e;
            }
        };
        try (Server server = new Server(place, endless);
                Peer peer = server.peer()) {
            peer.request(1, true, "a");
            awaitStandstill(written);
            peer.hangUp();
            assertTrue(thrown.get() instanceof RequestAbortedException);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWriterThatIsInterruptedEndsItsRequestAsFailed(Place place) throws Exception {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        Responder endless = (request, response) -> {
            worker.complete(Thread.currentThread());
            while (true) {
                response.stdout().write(new byte[10_000]);
                written.addAndGet(10_000);
            }
        };
        try (Server server = new Server(place, endless);
                Peer peer = server.peer()) {
            peer.request(1, true, "a");
            awaitStandstill(written);
            worker.get().interrupt();
            assertEquals(1, peer.answer(1).appStatus());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("limits: answers that are not read stop the reading")
    void aPeerThatAsksWithoutReadingIsReadNoFurther(Place place) throws Exception {
        Responder page = (request, response) -> response.stdout().write(new byte[10_000]);
        AtomicLong asked = new AtomicLong();
        try (Server server = new Server(place, page);
                Peer peer = server.peer()) {
            int requests = 6000;
            CompletableFuture<Boolean> asking = inThread(() -> {
                // 4000 bytes each, so that the sockets' buffers hold only a part of them.
                byte[] params = Peer.pairs("NAME", "x".repeat(4000));
                for (int id = 1; id <= requests; id++) {
                    peer.begin(id, true).stream(RecordType.PARAMS, id, params)
                            .end(RecordType.PARAMS, id)
                            .end(RecordType.STDIN, id);
                    asked.incrementAndGet();
                }
            });
            long held = awaitStandstill(asked);
            assertTrue(held < 5000, held + " requests were taken in although no answer was read");
            int unanswered = 0;
            for (int id = 1; id <= requests; id++) {
                Answer answer = peer.answer(id);
                unanswered += answer.out.size() == 10_000 ? 0 : 1;
            }
            asking.get();
            assertEquals(0, unanswered);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO_UNIX", "EPOLL_UNIX"})
    void aFloodOfManagementRecordsIsReadNoFurtherThanItsAnswersAre(Place place) throws Exception {
        byte[] hundred = new byte[100 * 200];
        for (int at = 0; at < hundred.length; at += 200) {
            hundred[at] = 1;
            hundred[at + 1] = 99;
            hundred[at + 5] = (byte) 192;
        }
        int hundreds = 600;
        AtomicLong asked = new AtomicLong();
        try (Server server = new Server(place, (request, response) -> {});
                Peer peer = server.peer()) {
            CompletableFuture<Boolean> asking = inThread(() -> {
                while (asked.get() < hundreds) {
                    peer.raw(hundred);
                    asked.incrementAndGet();
                }
            });
            long held = awaitStandstill(asked);
            assertTrue(held < hundreds / 2, held + "00 records were taken in although no answer was read");
            for (int i = 0; i < hundreds * 100; i++) {
                assertEquals("11:6300000000000000", peer.managementRecord());
            }
            asking.get();
        }
    }
}
