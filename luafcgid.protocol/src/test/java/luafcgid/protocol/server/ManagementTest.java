package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Records of no request, which have the id 0: 17. and 18. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class ManagementTest {
    private static final Responder NAME = (request, response) ->
            response.stdout().write(request.params().get("NAME", "").getBytes(US_ASCII));

    private interface Script {
        void play(Peer peer) throws IOException;
    }

    private static void play(Place place, Script script) throws IOException {
        try (Server server = new Server(place, NAME);
                Peer peer = server.peer()) {
            script.play(peer);
            serves(peer);
        }
    }

    private static void serves(Peer peer) throws IOException {
        assertEquals("still", peer.request(9, true, "still").answer(9).stdout());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("17. GET_VALUES is answered with the names that are known, once each")
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
    @DisplayName("17. GET_VALUES is answered while a request is in progress")
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
    @DisplayName("18. any other type with id 0 is answered UNKNOWN_TYPE; malformed: BEGIN with id 0")
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
    @DisplayName("malformed: GET_VALUES of 65535 bytes")
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
    @DisplayName("malformed: GET_VALUES with malformed pairs")
    void aMalformedQuestionIsAnsweredWithoutValues() throws IOException {
        play(Place.NIO_TCP, peer -> {
            peer.hex("0109 0000 0002 0000 7f7f");
            assertEquals("10:", peer.managementRecord());
            serves(peer);
        });
    }

    @Test
    @DisplayName("17. GET_VALUES is answered without a worker")
    void valuesAreToldWhenNoRequestIsRun() throws IOException {
        TimedConnection peer = new TimedConnection(Limits.DEFAULT, NAME);
        peer.request(1, true, "waits").get("FCGI_MPXS_CONNS");
        assertEquals("10:0f01464347495f4d5058535f434f4e4e5331", peer.managementRecord());
        assertEquals(1, peer.tasks.size());
        peer.close();
    }
}
