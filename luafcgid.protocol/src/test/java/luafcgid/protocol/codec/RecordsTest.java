package luafcgid.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Optional;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RecordsTest {
    private final ByteBuf out = Unpooled.buffer();

    private static ByteBuf hex(String text) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(text.replace(" ", "")));
    }

    private static String hex(ByteBuf bytes) {
        return ByteBufUtil.hexDump(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 8, 0, 0101000100080000",
        "4, 258, 0, 0, 0104010200000000",
        "5, 65535, 65535, 1, 0105ffffffff0100",
        "6, 1, 32767, 1, 010600017fff0100",
        "6, 1, 32768, 0, 0106000180000000",
        "11, 0, 127, 255, 010b0000007fff00",
        "255, 32768, 128, 0, 01ff800000800000"
    })
    void aHeaderHasEightLiteralBytes(int type, int id, int content, int padding, String wire) throws ProtocolException {
        RecordHeader header = new RecordHeader(type, id, content, padding);
        header.encode(out);
        assertEquals(wire, hex(out));
        assertEquals(header, RecordHeader.decode(out));
        assertFalse(out.isReadable());
        out.clear().writeZero(16);
        header.encode(out, 4);
        assertEquals("00000000" + wire + "00000000", hex(out));
    }

    @Test
    void theReservedByteIsIgnored() throws ProtocolException {
        assertEquals(new RecordHeader(4, 1, 2, 3), RecordHeader.decode(hex("01 04 0001 0002 03 ff")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "ff", "47", "16"})
    void anotherVersionIsNamed(String version) {
        String message = String.valueOf(
                assertThrows(ProtocolException.class, () -> RecordHeader.decode(hex(version + "04000100020300")))
                        .getMessage());
        assertTrue(message.startsWith("record version " + Integer.parseInt(version, 16) + " is not 1"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0, 0, type -1",
        "256, 0, 0, 0, type 256",
        "1, -1, 0, 0, requestId -1",
        "1, 65536, 0, 0, requestId 65536",
        "1, 1, -1, 0, contentLength -1",
        "1, 1, 65536, 0, contentLength 65536",
        "1, 1, 0, -1, paddingLength -1",
        "1, 1, 0, 256, paddingLength 256"
    })
    void aHeaderRefusesWhatDoesNotFit(int type, int id, int content, int padding, String what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> new RecordHeader(type, id, content, padding))
                        .getMessage());
        assertTrue(message.startsWith(what + " is not one of"), message);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 7", "7, 1", "8, 0", "65528, 0", "65535, 1"})
    void contentIsPaddedToEightBytes(int content, int padding) {
        assertEquals(padding, RecordHeader.of(RecordType.STDOUT, 1, content).paddingLength());
    }

    @Test
    void beginRequestIsLiteral() throws ProtocolException {
        new BeginRequest(Role.RESPONDER, true).encode(out, 1);
        assertEquals("0101000100080000" + "0001010000000000", hex(out));
        RecordHeader.decode(out);
        assertEquals(new BeginRequest(1, true), BeginRequest.decode(out));
        new BeginRequest(Role.FILTER, false).encode(out.clear(), 0x1234);
        assertEquals("0101123400080000" + "0003000000000000", hex(out));
    }

    @Test
    void onlyTheLowestFlagAndNoReservedByteCount() throws ProtocolException {
        assertEquals(new BeginRequest(65535, false), BeginRequest.decode(hex("ffff fe 0102030405")));
        assertEquals(new BeginRequest(2, true), BeginRequest.decode(hex("0002 ff ffffffffff")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 9, 255})
    void beginRequestOfAnotherLengthIsNamed(int length) {
        String message = String.valueOf(assertThrows(
                        ProtocolException.class, () -> BeginRequest.decode(Unpooled.wrappedBuffer(new byte[length])))
                .getMessage());
        assertEquals("BEGIN_REQUEST content length: " + length + " != 8", message);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void aRoleThatDoesNotFitIsRefused(int role) {
        assertThrows(IllegalArgumentException.class, () -> new BeginRequest(role, true));
    }

    @ParameterizedTest
    @CsvSource({
        "0, REQUEST_COMPLETE, 0000000000000000",
        "1, CANT_MPX_CONN, 0000000101000000",
        "-1, OVERLOADED, ffffffff02000000",
        "2147483647, UNKNOWN_ROLE, 7fffffff03000000",
        "-2147483648, REQUEST_COMPLETE, 8000000000000000"
    })
    void endRequestIsLiteral(int appStatus, ProtocolStatus status, String content) throws ProtocolException {
        EndRequest end = new EndRequest(appStatus, status);
        end.encode(out, 3);
        assertEquals("0103000300080000" + content, hex(out));
        RecordHeader.decode(out);
        assertEquals(end, EndRequest.decode(out));
    }

    @Test
    void endRequestRefusesAnUnknownStatusAndAnotherLength() {
        assertThrows(ProtocolException.class, () -> EndRequest.decode(hex("0000000004000000")));
        assertThrows(ProtocolException.class, () -> EndRequest.decode(hex("00000000ff000000")));
        assertThrows(ProtocolException.class, () -> EndRequest.decode(hex("00000000000000")));
        assertThrows(ProtocolException.class, () -> EndRequest.decode(hex("000000000000000000")));
    }

    @Test
    void aShortStreamIsOnePaddedRecord() {
        StreamRecord.encode(out, RecordType.STDOUT, 1, new byte[] {9, 1, 2, 3, 9}, 1, 3);
        StreamRecord.encodeEnd(out, RecordType.STDOUT, 1);
        assertEquals("0106000100030500" + "010203" + "0000000000" + "0106000100000000", hex(out));
    }

    @Test
    void noBytesAreNoRecordSinceAnEmptyOneEndsTheStream() {
        StreamRecord.encode(out, RecordType.STDIN, 1, new byte[4], 2, 0);
        assertFalse(out.isReadable());
    }

    @ParameterizedTest
    @CsvSource({
        "127, 1",
        "128, 1",
        "32767, 1",
        "32768, 1",
        "65528, 1",
        "65529, 2",
        "65535, 2",
        "65536, 2",
        "131056, 2",
        "131057, 3"
    })
    void aLongStreamIsCutIntoAlignedRecords(int length, int records) throws ProtocolException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        StreamRecord.encode(out, RecordType.PARAMS, 7, bytes, 0, length);
        int n = 0;
        int content = 0;
        while (out.isReadable()) {
            assertEquals(0, out.readerIndex() % 8);
            RecordHeader header = RecordHeader.decode(out);
            assertEquals(7, header.requestId());
            assertEquals(RecordType.PARAMS.code(), header.type());
            content += header.contentLength();
            out.skipBytes(header.contentLength() + header.paddingLength());
            n++;
        }
        assertEquals(records, n);
        assertEquals(length, content);
    }

    @ParameterizedTest
    @CsvSource({
        "1, BEGIN_REQUEST",
        "2, ABORT_REQUEST",
        "3, END_REQUEST",
        "4, PARAMS",
        "5, STDIN",
        "6, STDOUT",
        "7, STDERR",
        "8, DATA",
        "9, GET_VALUES",
        "10, GET_VALUES_RESULT",
        "11, UNKNOWN_TYPE"
    })
    void everyTypeIsFoundByItsNumber(int code, RecordType type) {
        assertEquals(code, type.code());
        assertEquals(Optional.of(type), RecordType.ofCode(type.code()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 12, 255, 256})
    void noTypeHasAnotherNumber(int code) {
        assertEquals(Optional.empty(), RecordType.ofCode(code));
    }

    @Test
    void rolesAndStatusesAreFoundByTheirNumbers() throws ProtocolException {
        for (Role role : Role.values()) {
            assertEquals(Optional.of(role), Role.ofCode(role.code()));
            assertEquals(role == Role.FILTER, role.inputStreams().contains(RecordType.DATA));
        }
        assertEquals(Optional.empty(), Role.ofCode(0));
        assertEquals(Optional.empty(), Role.ofCode(4));
        for (ProtocolStatus status : ProtocolStatus.values()) {
            assertEquals(status, ProtocolStatus.ofCode(status.code()));
        }
        assertThrows(ProtocolException.class, () -> ProtocolStatus.ofCode(-1));
    }
}
