package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web server may get wrong, and management records. Each has an outcome, and the next connection is served. */
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
    void aBeginOfAnotherLengthClosesTheConnection(String bytes) throws IOException {
        play(Place.NIO_TCP, peer -> closed(peer.hex(bytes)));
    }

    @ParameterizedTest
    @EnumSource
    void aBeginForARequestInProgressClosesTheConnection(Place place) throws IOException {
        play(place, peer -> {
            peer.begin(1, true).begin(2, true).begin(1, true);
            closed(peer);
        });
    }

    @ParameterizedTest
    @EnumSource
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
    void parametersAndBodyAfterTheirEndAreIgnored(Place place) throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        Responder later = (request, response) -> {
            await(go);
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
    void anEmptyBodyRecordBeforeTheParametersIsSkipped(Place place) throws IOException {
        play(place, peer -> {
            peer.begin(1, true).end(RecordType.STDIN, 1).params(1, "NAME", "a");
            peer.stdin(1, "body".getBytes(US_ASCII)).end(RecordType.STDIN, 1);
            assertEquals("abody", peer.answer(1).stdout());
        });
    }

    @ParameterizedTest
    @EnumSource
    void tooManyParametersAreAnswered431(Place place) throws IOException {
        play(place, peer -> {
            byte[] megabyte = new byte[1 << 20];
            peer.begin(1, true).begin(2, true).stream(RecordType.PARAMS, 1, megabyte)
                    .record(4, 1, new byte[1], 0);
            Answer answer = peer.answer(1);
            assertTrue(answer.stdout().startsWith("Status: 431 Request Header Fields Too Large\r\n"), answer.stdout());
            assertEquals(1, answer.appStatus());
            peer.record(4, 1, new byte[100], 0).end(RecordType.PARAMS, 1).end(RecordType.STDIN, 1);
            assertEquals(
                    "b",
                    peer.params(2, "NAME", "b")
                            .end(RecordType.STDIN, 2)
                            .answer(2)
                            .stdout());
        });
    }

    @ParameterizedTest
    @EnumSource
    void parametersThatFillTheLimitAreTaken(Place place) throws IOException {
        play(place, peer -> {
            byte[] pairs = Peer.pairs("NAME", "a", "X", "x".repeat((1 << 20) - 6 - 1 - 6));
            assertEquals(1 << 20, pairs.length);
            peer.begin(1, true).stream(RecordType.PARAMS, 1, pairs).end(RecordType.PARAMS, 1);
            assertEquals("a", peer.end(RecordType.STDIN, 1).answer(1).stdout());
        });
    }

    @ParameterizedTest
    @EnumSource
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
    void anUnknownRoleIsNamedAndItsRecordsAreSwallowed(Place place) throws IOException {
        play(place, peer -> {
            for (int role : new int[] {0, 4, 65535}) {
                peer.begin(1, role, true)
                        .params(1, "NAME", "a")
                        .stdin(1, new byte[3000])
                        .end(RecordType.STDIN, 1);
                Answer answer = peer.answer(1);
                assertEquals(ProtocolStatus.UNKNOWN_ROLE, answer.status());
                assertEquals("", answer.stdout());
            }
            serves(peer);
        });
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownRoleClosesAConnectionThatIsNotKept(Place place) throws IOException {
        play(place, peer -> {
            peer.begin(1, 7, false)
                    .params(1, "NAME", "a")
                    .stdin(1, new byte[3000])
                    .end(RecordType.STDIN, 1);
            assertEquals(ProtocolStatus.UNKNOWN_ROLE, peer.answer(1).status());
            assertTrue(peer.closedCleanly());
        });
    }

    @ParameterizedTest
    @EnumSource
    void moreRequestsThanMayBeInProgressAreOverloaded(Place place) throws IOException {
        play(place, peer -> {
            for (int id = 1; id <= 1025; id++) {
                peer.begin(id, true);
            }
            assertEquals(ProtocolStatus.OVERLOADED, peer.answer(1025).status());
            assertEquals(
                    "a",
                    peer.params(7, "NAME", "a")
                            .end(RecordType.STDIN, 7)
                            .answer(7)
                            .stdout());
            assertEquals("b", peer.request(1025, true, "b").answer(1025).stdout());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatEndsWithinARecordIsForgotten(Place place) throws IOException {
        play(place, peer -> peer.hex("0101 00"));
        play(place, peer -> peer.begin(1, true).hex("0104 0001 0010 00 00 0a0b"));
        play(place, peer -> peer.hex("0109 0000 ffff 00 00 0a0b"));
    }

    // ---- management records ----

    @ParameterizedTest
    @EnumSource
    void theValuesThatAreKnownAreTold(Place place) throws IOException {
        play(place, peer -> {
            peer.record(9, 0, Peer.pairs("FCGI_MPXS_CONNS", "", "WHAT", "x", "FCGI_MPXS_CONNS", "7"), 5);
            assertEquals("10:0f01464347495f4d5058535f434f4e4e5331", peer.managementRecord());
            peer.record(9, 0, Peer.pairs("FCGI_MAX_CONNS", "", "FCGI_MAX_REQS", ""), 255);
            assertEquals(
                    "10:0e05464347495f4d41585f434f4e4e533136333834" + "0d04464347495f4d41585f5245515331303234",
                    peer.managementRecord());
            peer.record(9, 0, new byte[0], 0);
            assertEquals("10:", peer.managementRecord());
            serves(peer);
        });
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreToldWhileARequestIsInProgress(Place place) throws IOException {
        play(place, peer -> {
            peer.begin(1, true);
            peer.record(9, 0, Peer.pairs("FCGI_MPXS_CONNS", ""), 0);
            assertEquals("10:0f01464347495f4d5058535f434f4e4e5331", peer.managementRecord());
            peer.params(1, "NAME", "a");
            peer.record(9, 0, new byte[0], 0);
            assertEquals("10:", peer.managementRecord());
            assertEquals("a", peer.end(RecordType.STDIN, 1).answer(1).stdout());
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "1, 01", "2, 02", "4, 04", "5, 05", "10, 0a", "11, 0b", "12, 0c", "200, c8", "255, ff"})
    void anyOtherManagementRecordIsOfAnUnknownType(int type, String hex) throws IOException {
        play(Place.NIO_UNIX, peer -> {
            peer.record(type, 0, new byte[] {0, 1, 1, 0, 0, 0, 0, 0}, 3);
            assertEquals("11:" + hex + "00000000000000", peer.managementRecord());
            peer.record(type, 0, new byte[0], 255);
            assertEquals("11:" + hex + "00000000000000", peer.managementRecord());
            serves(peer);
        });
    }

    @Test
    void aLongQuestionMayArriveInManyPieces() throws IOException {
        byte[] names = Peer.pairs("FCGI_MPXS_CONNS", "x".repeat(65535 - 1 - 4 - 15));
        assertEquals(65535, names.length);
        play(Place.NIO_TCP, peer -> {
            peer.hex("0109 0000 ffff 0100");
            for (int at = 0; at < names.length; at += 5000) {
                peer.raw(Arrays.copyOfRange(names, at, Math.min(names.length, at + 5000)));
            }
            peer.raw(new byte[1]);
            assertEquals("10:0f01464347495f4d5058535f434f4e4e5331", peer.managementRecord());
        });
    }

    @Test
    void aMalformedQuestionIsAnsweredWithoutValues() throws IOException {
        play(Place.NIO_TCP, peer -> {
            peer.hex("0109 0000 0002 0000 7f7f");
            assertEquals("10:", peer.managementRecord());
            serves(peer);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
