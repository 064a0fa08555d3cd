package luafcgid.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ManagementRecordsTest {
    private final ByteBuf out = Unpooled.buffer();

    private static ByteBuf hex(String text) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(text.replace(" ", "")));
    }

    private ByteBuf content(RecordType type) throws ProtocolException {
        RecordHeader header = RecordHeader.decode(out);
        assertEquals(type.code(), header.type());
        assertEquals(RecordHeader.MANAGEMENT_ID, header.requestId());
        assertEquals(header.contentLength() + header.paddingLength(), out.readableBytes());
        return out.readSlice(header.contentLength());
    }

    @Test
    void getValuesIsLiteral() throws ProtocolException {
        GetValues ask = new GetValues(new LinkedHashSet<>(List.of("A", "BC")));
        ask.encode(out);
        assertEquals("0109000000070100" + "010041" + "02004243" + "00", ByteBufUtil.hexDump(out));
        assertEquals(ask, GetValues.decode(content(RecordType.GET_VALUES)));
    }

    @Test
    void theNamesOfTheSpecificationAreAskedForInTheirOrder() throws ProtocolException {
        Set<String> names = new LinkedHashSet<>(List.of(GetValues.MAX_CONNS, GetValues.MAX_REQS, GetValues.MPXS_CONNS));
        new GetValues(names).encode(out);
        assertEquals(
                List.of("FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS"),
                new ArrayList<>(GetValues.decode(content(RecordType.GET_VALUES)).names()));
    }

    @Test
    void valuesInAQuestionAreIgnored() throws ProtocolException {
        assertEquals(new GetValues(Set.of("A", "B")), GetValues.decode(hex("0101 41 39 0100 42")));
    }

    @Test
    void getValuesResultIsLiteral() throws ProtocolException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("FCGI_MPXS_CONNS", "1");
        values.put("X", "");
        GetValuesResult result = new GetValuesResult(values);
        result.encode(out);
        assertEquals(
                "010a000000150300" + "0f01464347495f4d5058535f434f4e4e5331" + "010058" + "000000",
                ByteBufUtil.hexDump(out));
        assertEquals(result, GetValuesResult.decode(content(RecordType.GET_VALUES_RESULT)));
    }

    @Test
    void nothingAskedAndNothingKnownAreEmptyRecords() throws ProtocolException {
        new GetValues(Set.of()).encode(out);
        new GetValuesResult(Map.of()).encode(out);
        assertEquals("0109000000000000" + "010a000000000000", ByteBufUtil.hexDump(out));
        assertEquals(new GetValues(Set.of()), GetValues.decode(hex("")));
        assertEquals(new GetValuesResult(Map.of()), GetValuesResult.decode(hex("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "80", "01 01", "01 01 41", "ffffffff ffffffff", "7f 00 41"})
    void malformedPairsAreRefusedOnBothSides(String content) {
        for (Throwable e : List.of(
                assertThrows(ProtocolException.class, () -> GetValues.decode(hex(content))),
                assertThrows(ProtocolException.class, () -> GetValuesResult.decode(hex(content))))) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("name-value pair"), e::toString);
        }
    }

    @Test
    void whatDoesNotFitIntoOneRecordIsRefused() {
        String name = "x".repeat(65531);
        new GetValues(Set.of(name.substring(1))).encode(out);
        assertThrows(IllegalArgumentException.class, () -> new GetValues(Set.of(name)).encode(out));
        assertThrows(IllegalArgumentException.class, () -> new GetValuesResult(Map.of("A", name)).encode(out));
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "12, 0c", "127, 7f", "128, 80", "255, ff"})
    void unknownTypeIsLiteral(int type, String code) throws ProtocolException {
        UnknownType unknown = new UnknownType(type);
        unknown.encode(out);
        assertEquals("010b000000080000" + code + "00000000000000", ByteBufUtil.hexDump(out));
        assertEquals(unknown, UnknownType.decode(content(RecordType.UNKNOWN_TYPE)));
        assertEquals(unknown, UnknownType.decode(hex(code + "01020304050607")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 9, 65535})
    void unknownTypeOfAnotherLengthIsNamed(int length) {
        String message = assertThrows(
                        ProtocolException.class, () -> UnknownType.decode(Unpooled.wrappedBuffer(new byte[length])))
                .getMessage();
        assertEquals("UNKNOWN_TYPE content length: " + length + " != 8", message);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void aTypeThatDoesNotFitIsRefused(int type) {
        assertThrows(IllegalArgumentException.class, () -> new UnknownType(type));
    }

    @Test
    void namesAndValuesAreNotChangedFromOutside() {
        Set<String> names = new LinkedHashSet<>(List.of("A"));
        GetValues ask = new GetValues(names);
        names.add("B");
        assertEquals(Set.of("A"), ask.names());
        assertThrows(UnsupportedOperationException.class, () -> ask.names().add("C"));
    }
}
