package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static luafcgid.protocol.server.Background.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import luafcgid.protocol.Role;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of input and output: 11. to 15. {@link Answers} checks every other test's output by the same rules. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class StreamsTest {
    private static final String HEADER = "Content-Type: text/plain\r\n\r\n";

    private static void print(Response response, String text) throws IOException {
        response.stdout().write(text.getBytes(UTF_8));
    }

    @Test
    @DisplayName("11. the value of a stream does not depend on how it is split; a pair may straddle records")
    void everySplitOfTheParametersGivesTheSamePairs() throws IOException {
        Responder echo = (request, response) -> {
            print(response, request.params().toMap() + "");
            request.body().transferTo(response.stdout());
        };
        byte[] params = Peer.pairs("NAME", "value", "LONG", "x".repeat(130));
        String expected = "{NAME=value, LONG=" + "x".repeat(130) + "}body";
        try (Server server = new Server(Place.EPOLL_UNIX, echo);
                Peer peer = server.peer()) {
            for (int cut = 1; cut < params.length; cut++) {
                peer.begin(1, true).stream(RecordType.PARAMS, 1, Arrays.copyOf(params, cut));
                peer.stream(RecordType.PARAMS, 1, Arrays.copyOfRange(params, cut, params.length));
                peer.end(RecordType.PARAMS, 1).stdin(1, "bo".getBytes(US_ASCII));
                peer.stdin(1, "dy".getBytes(US_ASCII)).end(RecordType.STDIN, 1);
                assertEquals(expected, peer.answer(1).stdout());
            }
        }
    }

    @Test
    @DisplayName(
            "12., 13. the records of an answer, byte by byte: no empty one but the last, all aligned, reserved bytes 0")
    void theRecordsOfAnAnswerAreLiteral() throws IOException {
        Responder responder = (request, response) -> {
            response.stdout().flush();
            print(response, "abc");
            response.stdout().write(new byte[0]);
            response.stdout().flush();
            response.stdout().flush();
            response.stderr().flush();
            response.stderr().write('e');
            response.stderr().flush();
            print(response, "12345678");
        };
        try (Server server = new Server(Place.NIO_TCP, responder);
                Peer peer = server.peer()) {
            peer.request(1, true, "a");
            byte[] wire = new byte[16 + 16 + 8 + 16 + 8 + 16];
            peer.readFully(wire);
            assertEquals(
                    "0106000100030500" + "6162630000000000" + "0107000100010700" + "6500000000000000"
                            + "0107000100000000" + "0106000100080000" + "3132333435363738" + "0106000100000000"
                            + "0103000100080000" + "0000000000000000",
                    HexFormat.of().formatHex(wire));
        }
    }

    @Test
    @DisplayName("12. STDOUT is ended even if nothing was written to it, STDERR only if something was")
    void stdoutIsAlwaysEndedAndStderrOnlyIfUsed() throws IOException {
        try (Server server = new Server(Place.EPOLL_TCP, (request, response) -> response.stderr()
                        .flush());
                Peer peer = server.peer()) {
            Answer answer = peer.request(1, true, "a").answer(1);
            assertTrue(answer.outEnded);
            assertFalse(answer.errEnded);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("12., 14. STDERR, interleaved with STDOUT, ends before the request does")
    void messagesForTheErrorLogEndBeforeTheRequestDoes(Place place) throws IOException {
        Responder responder = (request, response) -> {
            response.stderr().write("one ".getBytes(UTF_8));
            print(response, HEADER);
            response.stderr().flush();
            response.stderr().write("two".getBytes(UTF_8));
            print(response, "x".repeat(100_000));
            response.appStatus(3);
        };
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            Answer answer = peer.request(1, true, "a").answer(1);
            assertEquals("one two", answer.stderr());
            assertTrue(answer.errEnded);
            assertEquals(HEADER + "x".repeat(100_000), answer.stdout());
            assertEquals(3, answer.appStatus());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("13. a flush sends what is there, and nothing when nothing is")
    void flushSendsWhatIsThereWhileTheRequestGoesOn(Place place) throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        Responder responder = (request, response) -> {
            response.stdout().flush();
            response.stdout().write('a');
            response.stdout().flush();
            response.stdout().flush();
            await(go);
            response.stdout().write('b');
        };
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            peer.request(1, true, "a");
            while (peer.soFar(1).out.size() == 0) {
                assertTrue(peer.readSome());
            }
            assertEquals("a", peer.soFar(1).stdout());
            go.countDown();
            assertEquals("ab", peer.answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("15. a responder may answer before STDIN is complete")
    void anAnswerMayBeginBeforeTheBodyIsComplete(Place place) throws IOException {
        Responder echo = (request, response) -> {
            print(response, "begun ");
            response.stdout().flush();
            request.body().transferTo(response.stdout());
        };
        try (Server server = new Server(place, echo);
                Peer peer = server.peer()) {
            peer.begin(1, true).params(1);
            while (!peer.soFar(1).stdout().equals("begun ")) {
                assertTrue(peer.readSome());
            }
            peer.stdin(1, "late".getBytes(US_ASCII)).end(RecordType.STDIN, 1);
            assertEquals("begun late", peer.answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("14. PARAMS, then STDIN")
    void theRequestSaysWhatTheWebServerSent(Place place) throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        Responder responder = (request, response) -> {
            assertEquals(Role.RESPONDER, request.role());
            byte[] all = request.body().readAllBytes();
            seen.complete(request.params().toMap() + " " + all.length + " " + request.isComplete() + " "
                    + request.isAborted());
        };
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            peer.begin(1, false)
                    .params(1, "A", "1", "B", "")
                    .stdin(1, new byte[70_000])
                    .end(RecordType.STDIN, 1);
            peer.answer(1);
            assertEquals("{A=1, B=} 70000 true false", seen.get());
        }
    }
}
