package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web server may get wrong. Each has an outcome, and the next connection is served. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class MalformedInputTest {
    private static final Responder ECHO = (request, response) -> {
        response.stdout().write(request.params().get("NAME", "").getBytes(US_ASCII));
        request.body().transferTo(response.stdout());
    };

    private interface Script {
        void play(Peer peer) throws IOException;
    }

    private static void play(Place place, Script script) throws IOException {
        try (Server server = new Server(place, ECHO)) {
            try (Peer peer = server.peer()) {
                script.play(peer);
            }
            try (Peer next = server.peer()) {
                assertEquals("next", next.request(1, false, "next").answer(1).stdout());
            }
        }
    }

    private static void serves(Peer peer) throws IOException {
        assertEquals("still", peer.request(9, true, "still").answer(9).stdout());
    }

    private static void closed(Peer peer) throws IOException {
        while (peer.readSome()) {
            // Until the end.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "ff", "160301", "474554202f", "0105 0001 0000 0000 02"})
    @DisplayName("malformed: version 0, 2, 255; a TLS ClientHello; HTTP")
    void anotherVersionClosesTheConnection(String bytes) throws IOException {
        play(Place.EPOLL_UNIX, peer -> closed(peer.hex(bytes)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0101 0001 0007 0000 00010100000000",
                "0101 0001 0009 0000 000101000000000000",
                "0101 0001 0000 0000"
            })
    @DisplayName("malformed: BEGIN with length != 8")
    void aBeginOfAnotherLengthClosesTheConnection(String bytes) throws IOException {
        play(Place.NIO_TCP, peer -> closed(peer.hex(bytes)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("malformed: BEGIN for an active id")
    void aBeginForARequestInProgressClosesTheConnection(Place place) throws IOException {
        play(place, peer -> {
            peer.begin(1, true).begin(2, true).begin(1, true);
            closed(peer);
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("9. malformed: PARAMS, STDIN, DATA, ABORT, unknown types before BEGIN")
    void recordsForRequestsThatAreNotInProgressAreIgnored(Place place) throws IOException {
        play(place, peer -> {
            peer.params(5, "A", "1")
                    .stdin(5, new byte[5000])
                    .end(RecordType.STDIN, 5)
                    .abort(5);
            for (int type : new int[] {3, 6, 7, 8, 10, 11, 12, 255, 0}) {
                peer.record(type, 5, new byte[40], 3);
            }
            serves(peer);
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("malformed: END, STDOUT, STDERR, GET_VALUES, RESULT, type 0, 12, 255 with an active id")
    void recordsThatOnlyApplicationsSendAreIgnoredWithinARequest(Place place) throws IOException {
        play(place, peer -> {
            peer.begin(1, true);
            for (int type : new int[] {3, 6, 7, 8, 9, 10, 11, 12, 255, 0}) {
                peer.record(type, 1, new byte[40], 3);
            }
            peer.params(1, "NAME", "a").end(RecordType.STDIN, 1);
            assertEquals("a", peer.answer(1).stdout());
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("malformed: PARAMS and STDIN after their end")
    void parametersAndBodyAfterTheirEndAreIgnored(Place place) throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        Responder later = (request, response) -> {
            Background.await(go);
            ECHO.respond(request, response);
        };
        try (Server server = new Server(place, later);
                Peer peer = server.peer()) {
            peer.begin(1, true).params(1, "NAME", "a");
            peer.stream(RecordType.PARAMS, 1, Peer.pairs("NAME", "b")).end(RecordType.PARAMS, 1);
            peer.stdin(1, "x".getBytes(US_ASCII)).end(RecordType.STDIN, 1);
            peer.stdin(1, new byte[70_000]).end(RecordType.STDIN, 1);
            peer.record(9, 0, new byte[0], 0).managementRecord();
            go.countDown();
            assertEquals("ax", peer.answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("malformed: STDIN before the end of PARAMS")
    void aBodyBeforeTheEndOfTheParametersIsAnswered400AndHarmsNobodyElse(Place place) throws IOException {
        play(place, peer -> {
            peer.begin(2, true).params(2, "NAME", "neighbour").begin(1, true);
            for (int i = 0; i < 1000; i++) {
                peer.stdin(1, new byte[60_000]);
            }
            assertTrue(peer.answer(1).stdout().startsWith("Status: 400 "));
            assertEquals("neighbour", peer.end(RecordType.STDIN, 2).answer(2).stdout());
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("malformed: zero-length STDIN first")
    void anEmptyBodyRecordBeforeTheParametersIsSkipped(Place place) throws IOException {
        play(place, peer -> {
            peer.begin(1, true).end(RecordType.STDIN, 1).params(1, "NAME", "a");
            peer.stdin(1, "body".getBytes(US_ASCII)).end(RecordType.STDIN, 1);
            assertEquals("abody", peer.answer(1).stdout());
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("malformed: pair lengths beyond the stream, 0x7fffffff + 0x7fffffff, cut off in a length")
    void malformedParametersAreAnswered400(Place place) throws IOException {
        play(place, peer -> {
            peer.begin(1, true).hex("0104 0001 0003 0500 7f017f 0000000000").end(RecordType.PARAMS, 1);
            Answer answer = peer.answer(1);
            assertTrue(answer.stdout().startsWith("Status: 400 Bad Request\r\n"), answer.stdout());
            peer.begin(1, true).hex("0104 0001 0008 0000 ffffffff ffffffff").end(RecordType.PARAMS, 1);
            assertTrue(peer.answer(1).stdout().startsWith("Status: 400 Bad Request\r\n"));
            serves(peer);
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("malformed: header, content or padding truncated, then EOF")
    void aConnectionThatEndsWithinARecordIsForgotten(Place place) throws IOException {
        play(place, peer -> peer.hex("0101 00"));
        play(place, peer -> peer.begin(1, true).hex("0104 0001 0010 00 00 0a0b"));
        play(place, peer -> peer.hex("0109 0000 ffff 00 00 0a0b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "8000", "04 80000000", "0401 4e414d45", "00 7f", "84 00 00", "01 ffffffff 00"})
    @DisplayName("malformed: truncated length, pair cut at the end of PARAMS")
    void aPairThatIsCutIsAnswered400(String pairs) throws IOException {
        play(Place.EPOLL_TCP, peer -> {
            byte[] bytes = HexFormat.of().parseHex(pairs.replace(" ", ""));
            peer.begin(1, true).stream(RecordType.PARAMS, 1, bytes).end(RecordType.PARAMS, 1);
            assertTrue(peer.answer(1).stdout().startsWith("Status: 400 Bad Request\r\n"));
            serves(peer);
        });
    }

    @Test
    @DisplayName("malformed: NUL, CR, LF, non-ASCII in names and values; name of length 0; duplicate names")
    void bytesOfAnyValueArriveUnharmed() throws IOException {
        Responder tell = (request, response) ->
                response.stdout().write(request.params().toMap().toString().getBytes(UTF_8));
        try (Server server = new Server(Place.NIO_UNIX, tell);
                Peer peer = server.peer()) {
            peer.begin(1, true).params(1, "a\u0000b", "\r\nX: y\u0000", "", "empty name", "é", "ü", "a\u0000b", "last");
            assertEquals(
                    "{a\u0000b=last, =empty name, é=ü}",
                    peer.end(RecordType.STDIN, 1).answer(1).out.toString(UTF_8));
        }
    }

    @Test
    @DisplayName("malformed: TLS or HTTP on the FastCGI port is not logged without end; CVE-2015-9253")
    void aFloodOfGarbageIsNotAFloodOfLines() throws IOException {
        Lines lines = new Lines("luafcgid.protocol.connection");
        try (Server server = new Server(Place.EPOLL_UNIX, ECHO)) {
            for (int i = 0; i < 100; i++) {
                try (Peer peer = server.peer()) {
                    closed(peer.raw("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)));
                }
            }
        } finally {
            lines.close();
        }
        long told = lines.all().stream()
                .filter(line -> line.contains("record version 71 is not 1"))
                .count();
        assertEquals(1, told);
    }
}
