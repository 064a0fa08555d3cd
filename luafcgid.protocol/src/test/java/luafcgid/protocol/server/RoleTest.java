package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Role;
import luafcgid.protocol.ShortBodyException;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web server may ask an application to be. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class RoleTest {
    private static String read(InputStream stream) throws IOException {
        try {
            return new String(stream.readAllBytes(), US_ASCII);
        } catch (ShortBodyException e) {
            return e.getMessage();
        }
    }

    /** Answers with its role, the announced length, the body and the data. */
    private static final Responder TELL = (request, response) -> response.stdout()
            .write((request.role() + " " + request.contentLength() + " '" + read(request.body()) + "' '"
                            + read(request.data()) + "'")
                    .getBytes(US_ASCII));

    private interface Talk {
        void with(Peer peer) throws IOException;
    }

    private static void talk(Talk talk) throws IOException {
        try (Server server = new Server(Place.EPOLL_TCP, TELL);
                Peer peer = server.peer()) {
            talk.with(peer);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    @Nested
    class Line20UnknownRole {
        @ParameterizedTest
        @ValueSource(ints = {0, 4, 256, 65535})
        @DisplayName("20. another role is answered UNKNOWN_ROLE and the rest of its id swallowed")
        void anUnknownRoleIsNamedAndItsRecordsAreSwallowed(int role) throws IOException {
            talk(peer -> {
                peer.begin(1, role, true)
                        .params(1, "NAME", "a")
                        .stdin(1, new byte[3000])
                        .end(RecordType.STDIN, 1);
                Answer answer = peer.answer(1);
                assertEquals(ProtocolStatus.UNKNOWN_ROLE, answer.status());
                assertEquals(0, answer.appStatus());
                assertEquals("", answer.stdout());
                assertEquals(
                        "RESPONDER -1 '' ''",
                        peer.request(1, true, "a").answer(1).stdout());
            });
        }

        @Test
        @DisplayName("20. another role without KEEP_CONN closes the connection")
        void anUnknownRoleClosesAConnectionThatIsNotKept() throws IOException {
            talk(peer -> {
                peer.begin(1, 7, false)
                        .params(1, "NAME", "a")
                        .stdin(1, new byte[3000])
                        .end(RecordType.STDIN, 1);
                assertEquals(ProtocolStatus.UNKNOWN_ROLE, peer.answer(1).status());
                assertTrue(peer.closedCleanly());
            });
        }
    }

    @Nested
    class Line24Responder {
        @Test
        @DisplayName("24. a body shorter than CONTENT_LENGTH is told to be")
        void aShortBodyIsTold() throws IOException {
            talk(peer -> {
                peer.begin(1, true).params(1, "CONTENT_LENGTH", "10").stdin(1, text("1234567"));
                assertEquals(
                        "RESPONDER 10 'short body: 7 of 10 bytes' ''",
                        peer.end(RecordType.STDIN, 1).answer(1).stdout());
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"-2", "+5", "5 ", "1e3", "0x10", "9223372036854775808", "99999999999999999999999999"})
        @DisplayName("malformed: CONTENT_LENGTH that is not a length is answered 400")
        void aLengthThatIsNoneIsAnswered400(String length) throws IOException {
            talk(peer -> {
                peer.begin(1, true).params(1, "CONTENT_LENGTH", length).end(RecordType.STDIN, 1);
                assertTrue(peer.answer(1).stdout().startsWith("Status: 400 Bad Request\r\n"));
                assertEquals(
                        "RESPONDER -1 '' ''",
                        peer.request(1, true, "a").answer(1).stdout());
            });
        }

        @Test
        @DisplayName("malformed: CONTENT_LENGTH empty, or Caddy's -1, is none, of two the last counts")
        void anEmptyLengthIsNoneAndOfTwoTheLastCounts() throws IOException {
            talk(peer -> {
                peer.begin(1, true).params(1, "CONTENT_LENGTH", "").stdin(1, text("abc"));
                assertEquals(
                        "RESPONDER -1 'abc' ''",
                        peer.end(RecordType.STDIN, 1).answer(1).stdout());
                peer.begin(1, true).params(1, "CONTENT_LENGTH", "-1").stdin(1, text("abcd"));
                assertEquals(
                        "RESPONDER -1 'abcd' ''",
                        peer.end(RecordType.STDIN, 1).answer(1).stdout());
                peer.begin(1, true).params(1, "CONTENT_LENGTH", "x", "CONTENT_LENGTH", "3");
                assertEquals(
                        "RESPONDER 3 'abc' ''",
                        peer.stdin(1, text("abc"))
                                .end(RecordType.STDIN, 1)
                                .answer(1)
                                .stdout());
            });
        }

        @Test
        @DisplayName("26. DATA of a request that is no filter is passed over")
        void dataInAnotherRoleIsPassedOver() throws IOException {
            talk(peer -> {
                peer.begin(1, true).stream(RecordType.DATA, 1, text("early"));
                peer.params(1).stream(RecordType.DATA, 1, text("late")).end(RecordType.DATA, 1);
                assertEquals(
                        "RESPONDER -1 'b' ''",
                        peer.stdin(1, text("b"))
                                .end(RecordType.STDIN, 1)
                                .answer(1)
                                .stdout());
            });
        }
    }

    @Nested
    class Line25Authorizer {
        @Test
        @DisplayName("25. an authorizer that is sent no STDIN at all is answered")
        void noStdinIsWaitedFor() throws IOException {
            talk(peer -> {
                for (int i = 0; i < 3; i++) {
                    peer.begin(1, Role.AUTHORIZER, true).params(1, "A", "b");
                    assertEquals("AUTHORIZER -1 '' ''", peer.answer(1).stdout());
                }
                peer.begin(1, Role.AUTHORIZER, false).params(1, "A", "b");
                assertEquals("AUTHORIZER -1 '' ''", peer.answer(1).stdout());
                assertTrue(peer.closedCleanly());
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"1000000", "", "-1", "nonsense"})
        @DisplayName("25. CONTENT_LENGTH of the body that an authorizer does not get is ignored")
        void theLengthIsIgnored(String length) throws IOException {
            talk(peer -> {
                peer.begin(1, Role.AUTHORIZER, true).params(1, "CONTENT_LENGTH", length);
                assertEquals(
                        "AUTHORIZER -1 '' ''",
                        peer.end(RecordType.STDIN, 1).answer(1).stdout());
            });
        }

        @Test
        @DisplayName("25. STDIN of an authorizer is thrown away")
        void stdinIsThrownAway() throws IOException {
            talk(peer -> {
                peer.begin(1, Role.AUTHORIZER, true)
                        .params(1)
                        .stdin(1, new byte[3_000_000])
                        .end(RecordType.STDIN, 1);
                assertEquals("AUTHORIZER -1 '' ''", peer.answer(1).stdout());
                peer.begin(1, Role.AUTHORIZER, true).params(1);
                assertEquals("AUTHORIZER -1 '' ''", peer.answer(1).stdout());
            });
        }
    }

    @Nested
    class Line26Filter {
        @Test
        @DisplayName("26. a filter begins when STDIN has ended")
        void itBeginsWithTheEndOfStdin() throws Exception {
            TimedConnection peer = new TimedConnection(Limits.DEFAULT, TELL);
            peer.begin(1, Role.FILTER, true).params(1).stdin(1, text("body"));
            assertTrue(peer.tasks.isEmpty());
            peer.end(RecordType.STDIN, 1);
            assertEquals(1, peer.tasks.size());
            peer.stream(RecordType.DATA, 1, text("file")).end(RecordType.DATA, 1);
            assertEquals(1, peer.tasks.size());
            assertNull(peer.answer(1));
            peer.run();
            assertEquals(
                    "FILTER -1 'body' 'file'",
                    Objects.requireNonNull(peer.answer(1)).stdout());
            peer.close();
        }

        @Test
        @DisplayName("26. a filter answers while its DATA comes")
        void itAnswersWhileItsDataComes() throws IOException {
            Responder echo = (request, response) -> {
                for (int b = request.data().read(); b >= 0; b = request.data().read()) {
                    response.stdout().write(b);
                    response.stdout().flush();
                }
            };
            try (Server server = new Server(Place.NIO_UNIX, echo);
                    Peer peer = server.peer()) {
                peer.begin(1, Role.FILTER, true).params(1).end(RecordType.STDIN, 1);
                for (String piece : new String[] {"a", "b", "c"}) {
                    peer.stream(RecordType.DATA, 1, text(piece));
                    while (!peer.soFar(1).stdout().endsWith(piece)) {
                        assertTrue(peer.readSome());
                    }
                }
                assertEquals("abc", peer.end(RecordType.DATA, 1).answer(1).stdout());
            }
        }

        @Test
        @DisplayName("26. DATA shorter than FCGI_DATA_LENGTH is told to be")
        void shortDataIsTold() throws IOException {
            talk(peer -> {
                peer
                        .begin(1, Role.FILTER, true)
                        .params(1, "FCGI_DATA_LENGTH", "5", "FCGI_DATA_LAST_MOD", "0")
                        .end(RecordType.STDIN, 1)
                        .stream(RecordType.DATA, 1, text("1234"));
                assertEquals(
                        "FILTER -1 '' 'short body: 4 of 5 bytes'",
                        peer.end(RecordType.DATA, 1).answer(1).stdout());
            });
        }

        @Test
        @DisplayName("malformed: FCGI_DATA_LENGTH that is not a length is answered 400")
        void aDataLengthThatIsNoneIsAnswered400() throws IOException {
            talk(peer -> {
                peer.begin(1, Role.FILTER, true)
                        .params(1, "FCGI_DATA_LENGTH", "many")
                        .end(RecordType.STDIN, 1)
                        .end(RecordType.DATA, 1);
                assertTrue(peer.answer(1).stdout().startsWith("Status: 400 Bad Request\r\n"));
            });
        }

        @Test
        @DisplayName("14. DATA before STDIN has ended is kept")
        void dataBeforeTheEndOfStdinIsKept() throws IOException {
            talk(peer -> {
                peer.begin(1, Role.FILTER, true).params(1).stdin(1, text("bo"));
                peer.stream(RecordType.DATA, 1, text("file")).end(RecordType.DATA, 1);
                peer.stdin(1, text("dy")).end(RecordType.STDIN, 1);
                assertEquals("FILTER -1 'body' 'file'", peer.answer(1).stdout());
            });
        }

        @Test
        @DisplayName("26. a filter's long STDIN, and long DATA before its end, are kept whole")
        void longStreamsAreKeptWhole() throws IOException {
            Responder lengths = (request, response) -> {
                int stdin = request.body().readAllBytes().length;
                int data = request.data().readAllBytes().length;
                response.stdout().write((stdin + " " + data).getBytes(StandardCharsets.US_ASCII));
            };
            try (Server server = new Server(Place.EPOLL_UNIX, lengths);
                    Peer peer = server.peer()) {
                peer.begin(1, Role.FILTER, true).params(1, "FCGI_DATA_LENGTH", "3000000");
                peer.stdin(1, new byte[2_000_000]);
                peer.stream(RecordType.DATA, 1, new byte[3_000_100]).end(RecordType.DATA, 1);
                peer.stdin(1, new byte[500_000]).end(RecordType.STDIN, 1);
                assertEquals("2500000 3000000", peer.answer(1).stdout());
            }
        }

        @Test
        @DisplayName("26. a filter that does not read its DATA leaves the connection as it was")
        void dataThatNobodyReadsIsThrownAway() throws IOException {
            Responder idle = (request, response) -> response.stdout().write('x');
            try (Server server = new Server(Place.EPOLL_UNIX, idle);
                    Peer peer = server.peer()) {
                for (int i = 0; i < 3; i++) {
                    peer.begin(1, Role.FILTER, true).params(1).end(RecordType.STDIN, 1);
                    peer.stream(RecordType.DATA, 1, new byte[3_000_000]).end(RecordType.DATA, 1);
                    assertEquals("x", peer.answer(1).stdout());
                }
            }
        }
    }
}
