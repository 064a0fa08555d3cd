package luafcgid.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RecordReaderTest {
    /** Notes events; the pieces of a stream's content, which depend on the chunks, are joined. */
    private static final class Events implements RecordReader.Sink {
        private final List<String> list = new ArrayList<>();
        private final StringBuilder content = new StringBuilder();
        private String stream = "";

        @Override
        public void stream(RecordType type, int requestId, ByteBuf in, int length) {
            assertTrue(length > 0 && length <= in.readableBytes());
            String name = type + " " + requestId + " ";
            if (!name.equals(stream)) {
                flush();
                stream = name;
            }
            content.append(ByteBufUtil.hexDump(in, in.readerIndex(), length));
            // Sometimes all is read, sometimes a part, sometimes nothing: the reader skips the rest.
            in.skipBytes(content.length() % 3 == 0 ? length : content.length() % 3 == 1 ? length / 2 : 0);
        }

        @Override
        public void streamEnd(RecordType type, int requestId) {
            flush();
            list.add(type + " " + requestId + " end");
        }

        @Override
        public void record(RecordHeader header, ByteBuf bytes) {
            flush();
            assertEquals(header.contentLength(), bytes.readableBytes());
            list.add(header.type() + " " + header.requestId() + " " + ByteBufUtil.hexDump(bytes));
        }

        private void flush() {
            if (content.length() > 0) {
                list.add(stream + content);
            }
            content.setLength(0);
            stream = "";
        }

        List<String> all() {
            flush();
            return list;
        }
    }

    private final RecordReader reader = new RecordReader();
    private final Events events = new Events();

    private void read(String hex) throws ProtocolException {
        reader.read(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", ""))), events);
    }

    private static ByteBuf record(int type, int id, byte[] content, int padding) {
        ByteBuf out = Unpooled.buffer();
        new RecordHeader(type, id, content.length, padding).encode(out);
        return out.writeBytes(content).writeZero(padding);
    }

    /** Records of every type, empty and not, with any padding, and what a reader should say of them. */
    private static ByteBuf randomRecords(Random random, Events expected) {
        ByteBuf all = Unpooled.buffer();
        int n = 1 + random.nextInt(12);
        for (int i = 0; i < n; i++) {
            int type = random.nextInt(8) == 0 ? random.nextInt(256) : 1 + random.nextInt(11);
            int id = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(3);
            byte[] content = new byte
                    [random.nextInt(3) == 0 ? 0 : random.nextInt(20) == 0 ? random.nextInt(65536) : random.nextInt(40)];
            random.nextBytes(content);
            int padding = random.nextInt(3) == 0 ? 255 : random.nextInt(9);
            all.writeBytes(record(type, id, content, padding));
            RecordType known = RecordType.ofCode(type).orElse(null);
            if (known == null || id == 0 || !known.isStream()) {
                expected.record(new RecordHeader(type, id, content.length, padding), Unpooled.wrappedBuffer(content));
            } else if (content.length == 0) {
                expected.streamEnd(known, id);
            } else {
                expected.stream(known, id, Unpooled.wrappedBuffer(content), content.length);
            }
        }
        return all;
    }

    @Test
    void piecesOfAnySizeGiveTheSameRecords() throws ProtocolException {
        Seed seed = Seed.of("piecesOfAnySizeGiveTheSameRecords");
        Random random = seed.random(0);
        for (int round = 0; round < 400; round++) {
            Events expected = new Events();
            ByteBuf wire = randomRecords(random, expected);
            Events whole = new Events();
            new RecordReader().read(wire.duplicate(), whole);
            assertEquals(expected.all(), whole.all(), seed.toString());

            Events pieces = new Events();
            RecordReader cutting = new RecordReader();
            int most =
                    switch (random.nextInt(3)) {
                        case 0 -> 1;
                        case 1 -> 17;
                        default -> 3000;
                    };
            while (wire.isReadable()) {
                cutting.read(wire.readSlice(Math.min(wire.readableBytes(), 1 + random.nextInt(most))), pieces);
            }
            assertEquals(expected.all(), pieces.all(), seed.toString());
            assertFalse(cutting.isWithinRecord(), seed.toString());
        }
    }

    @Test
    void everyCutOfARecordIsNoticed() throws ProtocolException {
        ByteBuf wire = record(RecordType.BEGIN_REQUEST.code(), 1, new byte[8], 5);
        for (int length = 0; length < wire.readableBytes(); length++) {
            RecordReader cut = new RecordReader();
            cut.read(wire.slice(0, length), new Events());
            assertEquals(length > 0, cut.isWithinRecord(), "cut at " + length);
        }
    }

    @Test
    void anEmptyRecordIsCompleteWithItsHeader() throws ProtocolException {
        read("01 05 0001 0000 00 00");
        assertEquals(List.of("STDIN 1 end"), events.all());
        read("01 02 0001 0000 00 00");
        assertEquals(List.of("STDIN 1 end", "2 1 "), events.all());
    }

    @Test
    void anEmptyRecordWithPaddingIsToldBeforeItsPadding() throws ProtocolException {
        read("01 05 0001 0000 ff 00");
        assertEquals(List.of("STDIN 1 end"), events.all());
        assertTrue(reader.isWithinRecord());
        read("00".repeat(255));
        assertFalse(reader.isWithinRecord());
        read("01 04 0002 0000 00 00");
        assertEquals(List.of("STDIN 1 end", "PARAMS 2 end"), events.all());
    }

    @Test
    void contentIsPassedOnBeforeItsRecordIsComplete() throws ProtocolException {
        read("01 05 0001 0004 00 00 aabb");
        assertEquals(List.of("STDIN 1 aabb"), events.all());
    }

    @Test
    void aManagementRecordIsCollectedAcrossPieces() throws ProtocolException {
        read("01 09 0000 0004 02");
        read("00 0a");
        read("0b0c");
        assertEquals(List.of(), events.all());
        read("0d 00");
        assertEquals(List.of("9 0 0a0b0c0d"), events.all());
        read("00 01 09 0000 0000 00 00");
        assertEquals(List.of("9 0 0a0b0c0d", "9 0 "), events.all());
    }

    @Test
    void aStreamsTypeWithTheManagementIdIsAWholeRecord() throws ProtocolException {
        read("01 05 0000 0002 00 00 aabb 01 05 0000 0000 00 00");
        assertEquals(List.of("5 0 aabb", "5 0 "), events.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "ff", "16", "47"})
    void anotherVersionIsRefusedAtItsFirstByte(String first) {
        assertThrows(ProtocolException.class, () -> read(first));
    }

    @Test
    void httpAndTlsAreRefusedWholeOrInPieces() {
        byte[] http = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        String message = String.valueOf(
                assertThrows(ProtocolException.class, () -> reader.read(Unpooled.wrappedBuffer(http), events))
                        .getMessage());
        assertTrue(message.contains("record version 71"), message);
        assertThrows(ProtocolException.class, () -> read("16 0301 0200 01 0001fc 0303"));
        assertEquals(List.of(), events.all());
    }

    @Test
    void anotherVersionAfterAGoodRecordIsRefusedToo() {
        assertThrows(ProtocolException.class, () -> read("01 05 0001 0000 00 00 02"));
        assertEquals(List.of("STDIN 1 end"), events.all());
    }
}
