package luafcgid.protocol.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The conversations of the specification's appendix B, in bytes. Its ellipses are left out. */
@Timeout(30)
class SpecificationExamplesTest {
    private static final String PORT = "0b02" + ascii("SERVER_PORT80");
    private static final String ADDR = "0b0e" + ascii("SERVER_ADDR199.170.183.42");

    private static final Map<String, String> VARIABLES = Map.of("SERVER_PORT", "80", "SERVER_ADDR", "199.170.183.42");

    /** What was read: records in words, and the bytes of PARAMS together. */
    private static final class Reading implements RecordReader.Sink {
        private final List<String> records = new ArrayList<>();
        private final ByteArrayOutputStream params = new ByteArrayOutputStream();

        static Reading of(String... records) throws ProtocolException {
            Reading reading = new Reading();
            RecordReader reader = new RecordReader();
            for (String record : records) {
                reader.read(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(record.replace(" ", ""))), reading);
            }
            return reading;
        }

        @Override
        public void stream(RecordType type, int requestId, ByteBuf in, int length) {
            byte[] content = new byte[length];
            in.readBytes(content);
            if (type == RecordType.PARAMS) {
                params.writeBytes(content);
            } else {
                records.add(type + " " + requestId + " " + new String(content, US_ASCII));
            }
        }

        @Override
        public void streamEnd(RecordType type, int requestId) {
            records.add(type + " " + requestId);
        }

        @Override
        public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
            int id = header.requestId();
            records.add(
                    switch (RecordType.ofCode(header.type()).orElseThrow()) {
                        case BEGIN_REQUEST -> id + " " + BeginRequest.decode(content);
                        case END_REQUEST -> id + " " + EndRequest.decode(content);
                        default -> throw new ProtocolException("unexpected " + header);
                    });
        }

        Map<String, String> variables() throws ProtocolException {
            return Params.decode(params.toByteArray()).toMap();
        }
    }

    private static String ascii(String text) {
        return ByteBufUtil.hexDump(text.getBytes(US_ASCII));
    }

    /** A record without padding, as the examples have it. */
    private static String record(RecordType type, int id, String content) {
        return String.format(
                        "01%02x%04x%04x0000",
                        type.code(), id, content.replace(" ", "").length() / 2)
                + content;
    }

    private static String begin(int id, int keepConnection) {
        return record(RecordType.BEGIN_REQUEST, id, "0001 0" + keepConnection + " 0000000000");
    }

    private static String end(int id, String appStatus) {
        return record(RecordType.END_REQUEST, id, appStatus + " 00 000000");
    }

    private static final BeginRequest RESPONDER = new BeginRequest(Role.RESPONDER, false);
    private static final BeginRequest KEPT_RESPONDER = new BeginRequest(Role.RESPONDER, true);

    private static EndRequest complete(int appStatus) {
        return new EndRequest(appStatus, ProtocolStatus.REQUEST_COMPLETE);
    }

    @Test
    void example1ASimpleRequest() throws ProtocolException {
        Reading reading = Reading.of(
                begin(1, 0),
                record(RecordType.PARAMS, 1, PORT + ADDR),
                record(RecordType.PARAMS, 1, ""),
                record(RecordType.STDIN, 1, ""),
                record(RecordType.STDOUT, 1, ascii("Content-type: text/html")),
                record(RecordType.STDOUT, 1, ""),
                end(1, "00000000"));
        assertEquals(
                List.of(
                        "1 " + RESPONDER,
                        "PARAMS 1",
                        "STDIN 1",
                        "STDOUT 1 Content-type: text/html",
                        "STDOUT 1",
                        "1 " + complete(0)),
                reading.records);
        assertEquals(VARIABLES, reading.variables());
    }

    @Test
    void example2ParametersAreSplitAnywhereAndTheBodyToo() throws ProtocolException {
        String pairs = PORT + ADDR;
        for (int cut = 2; cut < pairs.length(); cut += 2) {
            Reading reading = Reading.of(
                    begin(1, 0),
                    record(RecordType.PARAMS, 1, pairs.substring(0, cut)),
                    record(RecordType.PARAMS, 1, pairs.substring(cut)),
                    record(RecordType.PARAMS, 1, ""),
                    record(RecordType.STDIN, 1, ascii("quantity=100&item=3047936")),
                    record(RecordType.STDIN, 1, ""));
            assertEquals(
                    List.of("1 " + RESPONDER, "PARAMS 1", "STDIN 1 quantity=100&item=3047936", "STDIN 1"),
                    reading.records);
            assertEquals(VARIABLES, reading.variables());
        }
    }

    @Test
    void example3AnErrorIsLoggedAndHasAStatus() throws ProtocolException {
        Reading reading = Reading.of(
                record(RecordType.STDOUT, 1, ascii("<ht")),
                record(RecordType.STDERR, 1, ascii("config error: missing SI_UID\n")),
                record(RecordType.STDOUT, 1, ascii("ml>")),
                record(RecordType.STDOUT, 1, ""),
                record(RecordType.STDERR, 1, ""),
                end(1, "000003aa"));
        assertEquals(
                List.of(
                        "STDOUT 1 <ht",
                        "STDERR 1 config error: missing SI_UID\n",
                        "STDOUT 1 ml>",
                        "STDOUT 1",
                        "STDERR 1",
                        "1 " + complete(938)),
                reading.records);
    }

    @Test
    void example4TwoRequestsShareAConnection() throws ProtocolException {
        Reading reading = Reading.of(
                begin(1, 1),
                record(RecordType.PARAMS, 1, PORT),
                record(RecordType.PARAMS, 1, ""),
                begin(2, 1),
                record(RecordType.STDIN, 1, ""),
                record(RecordType.STDOUT, 1, ascii("a")),
                record(RecordType.STDOUT, 2, ascii("b")),
                record(RecordType.STDOUT, 2, ""),
                end(2, "00000000"),
                record(RecordType.STDOUT, 1, ""),
                end(1, "00000000"));
        assertEquals(
                List.of(
                        "1 " + KEPT_RESPONDER,
                        "PARAMS 1",
                        "2 " + KEPT_RESPONDER,
                        "STDIN 1",
                        "STDOUT 1 a",
                        "STDOUT 2 b",
                        "STDOUT 2",
                        "2 " + complete(0),
                        "STDOUT 1",
                        "1 " + complete(0)),
                reading.records);
    }

    @Test
    void theExamplesParametersAreWrittenWithTheSameBytes() {
        byte[] wire = new NameValuePairs()
                .add("SERVER_PORT", "80")
                .add("SERVER_ADDR", "199.170.183.42")
                .toByteArray();
        assertEquals("\013\002SERVER_PORT80\013\016SERVER_ADDR199.170.183.42", new String(wire, ISO_8859_1));
    }
}
