package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static luafcgid.protocol.server.Background.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line for every record, both ways. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class RecordLogTest {
    private static final String LOGGER = "luafcgid.protocol.records";
    private static final Responder RESPONDER = (request, response) -> {
        response.stderr().write('e');
        response.stdout().write("hello".getBytes(US_ASCII));
        response.appStatus(3);
    };

    @Test
    void aConversationIsLoggedRecordByRecordBothWays() throws Exception {
        Lines lines = new Lines(LOGGER, Level.FINER);
        try (Server server = new Server(Place.EPOLL_UNIX, RESPONDER);
                Peer peer = server.peer()) {
            peer.get("FCGI_MPXS_CONNS").managementRecord();
            peer.record(200, 0, new byte[3], 0).managementRecord();
            peer.begin(2, 9, true).answer(2);
            peer.begin(1, false)
                    .params(1, "NAME", "secret")
                    .stdin(1, new byte[70_000])
                    .end(RecordType.STDIN, 1);
            peer.answer(1);
            assertTrue(peer.closedCleanly());
            until("the end is logged", () -> lines.all().size() >= 17);
        } finally {
            lines.close();
        }
        List<String> seen = new ArrayList<>();
        for (String line : lines.all()) {
            seen.add(line.substring(line.indexOf(' ') + 1));
        }
        assertEquals(
                List.of(
                        "<< 0 GET_VALUES 17",
                        ">> 0 GET_VALUES_RESULT 18",
                        "<< 0 TYPE_200 3",
                        ">> 0 UNKNOWN_TYPE 8",
                        "<< 2 BEGIN_REQUEST 8 ROLE_9|KEEP_CONN",
                        ">> 2 END_REQUEST 8 UNKNOWN_ROLE 0",
                        "<< 1 BEGIN_REQUEST 8 RESPONDER",
                        "<< 1 PARAMS 12",
                        "<< 1 PARAMS 0"),
                seen.subList(0, 9));
        assertEquals(
                List.of("<< 1 STDIN 65528", "<< 1 STDIN 4472", "<< 1 STDIN 0"),
                seen.stream().filter(line -> line.contains("STDIN")).toList());
        // The answer does not wait for the body: the order of these only.
        assertEquals(
                List.of(
                        ">> 1 STDERR 1",
                        ">> 1 STDERR 0",
                        ">> 1 STDOUT 5",
                        ">> 1 STDOUT 0",
                        ">> 1 END_REQUEST 8 REQUEST_COMPLETE 3"),
                seen.stream().filter(line -> line.startsWith(">> 1")).toList());
        assertEquals(17, seen.size());
        assertEquals(
                1,
                lines.all().stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .distinct()
                        .count(),
                "the lines of one connection begin alike");
    }

    @Test
    void nothingIsLoggedWithoutTrace() throws Exception {
        Lines lines = new Lines(LOGGER, Level.FINE);
        try (Server server = new Server(Place.NIO_UNIX, RESPONDER);
                Peer peer = server.peer()) {
            peer.request(1, false, "a").answer(1);
            assertTrue(peer.closedCleanly());
        } finally {
            lines.close();
        }
        assertEquals(List.of(), lines.all());
    }

    @ParameterizedTest
    @CsvSource({
        "01020001 00000000, p << 1 ABORT_REQUEST 0",
        "01030005 00080000 0000000001000000, p << 5 END_REQUEST 8 CANT_MPX_CONN 0",
        "01030005 00080000 0000000009000000, p << 5 END_REQUEST 8 protocolStatus 9 is not one of 0 to 3",
        "01010005 00010000 00, p << 5 BEGIN_REQUEST 1 BEGIN_REQUEST content length: 1 != 8",
        "01c80005 00010000 0a, p << 5 TYPE_200 1",
        "01000005 00000000, p << 5 TYPE_0 0",
        "01040000 00010000 0a, p << 0 PARAMS 1",
        "01080002 ffff0000, p << 2 DATA 65535",
        "47455420 2f0d0a0a, p << record version 71 is not 1: the peer does not speak FastCGI 1.0"
    })
    void aRecordIsOneLineOfWhatItSays(String hex, String line) {
        List<String> lines = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(new RecordLog("p", lines::add));
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        // Once lost, always lost: garbage is not a line for every byte.
        if (line.contains("version")) {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        }
        assertEquals(List.of(line), lines);
        channel.releaseInbound();
    }
}
