package luafcgid.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds of streams whatever their content, their split into records and the pieces these arrive in. */
@Timeout(60)
class StreamPropertiesTest {
    /** Lengths where encodings change, and others. */
    private static final int[] LENGTHS = {0, 1, 7, 8, 127, 128, 129, 255, 256, 32767, 32768, 65528, 65535, 65536};

    /** The content of each stream, by id; all ends. */
    private static final class Contents implements RecordReader.Sink {
        private final Map<Integer, ByteArrayOutputStream> byId = new HashMap<>();
        private final List<Integer> ended = new ArrayList<>();

        @Override
        public void stream(RecordType type, int requestId, ByteBuf in, int length) {
            byte[] piece = new byte[length];
            in.readBytes(piece);
            byId.computeIfAbsent(requestId, id -> new ByteArrayOutputStream()).writeBytes(piece);
        }

        @Override
        public void streamEnd(RecordType type, int requestId) {
            ended.add(requestId);
        }

        @Override
        public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
            throw new ProtocolException("no such record was written: " + header);
        }

        byte[] of(int id) {
            return byId.getOrDefault(id, new ByteArrayOutputStream()).toByteArray();
        }
    }

    private static byte[] bytes(Random random, int most) {
        int length = random.nextInt(3) == 0 ? LENGTHS[random.nextInt(LENGTHS.length)] : random.nextInt(most);
        byte[] bytes = new byte[Math.min(length, most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<List<String>> pairs(Params params) {
        List<List<String>> pairs = new ArrayList<>();
        HexFormat hex = HexFormat.of();
        params.forEach((b, name, nameLength, value, valueLength) -> pairs.add(
                List.of(hex.formatHex(b, name, name + nameLength), hex.formatHex(b, value, value + valueLength))));
        return pairs;
    }

    /** Feeds the bytes in pieces of random sizes. */
    private static void readInPieces(ByteBuf wire, Random random, RecordReader.Sink sink) throws ProtocolException {
        RecordReader reader = new RecordReader();
        int most = random.nextBoolean() ? 9 : 70_000;
        while (wire.isReadable()) {
            reader.read(wire.readSlice(Math.min(wire.readableBytes(), 1 + random.nextInt(most))), sink);
        }
        assertEquals(false, reader.isWithinRecord());
    }

    @Test
    void everySequenceOfPairsComesBackByteForByte() throws ProtocolException {
        Seed seed = Seed.of("everySequenceOfPairsComesBackByteForByte");
        for (int round = 0; round < 150; round++) {
            Random random = seed.random(round);
            NameValuePairs written = new NameValuePairs();
            List<List<String>> expected = new ArrayList<>();
            int n = random.nextInt(40);
            for (int i = 0; i < n; i++) {
                byte[] name = bytes(random, random.nextInt(20) == 0 ? 70_000 : 300);
                byte[] value = bytes(random, random.nextInt(20) == 0 ? 70_000 : 300);
                written.add(name, value);
                expected.add(
                        List.of(HexFormat.of().formatHex(name), HexFormat.of().formatHex(value)));
            }
            assertEquals(expected, pairs(Params.decode(written.toByteArray())), () -> seed.toString());
        }
    }

    @Test
    void streamsComeBackHoweverTheirRecordsAreCutPaddedInterleavedAndDelivered() throws ProtocolException {
        Seed seed = Seed.of("streamsComeBackHoweverTheirRecordsAreCutPaddedInterleavedAndDelivered");
        for (int round = 0; round < 100; round++) {
            Random random = seed.random(round);
            int streams = 1 + random.nextInt(4);
            byte[][] contents = new byte[streams][];
            int[] sent = new int[streams];
            for (int i = 0; i < streams; i++) {
                contents[i] = bytes(random, 100_000);
            }
            ByteBuf wire = Unpooled.buffer();
            List<Integer> open = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                open.add(i);
            }
            List<Integer> ends = new ArrayList<>();
            while (!open.isEmpty()) {
                int i = open.get(random.nextInt(open.size()));
                int left = contents[i].length - sent[i];
                int n = Math.min(left, 1 + random.nextInt(random.nextBoolean() ? 50 : 65535));
                int padding = random.nextInt(3) == 0 ? 255 : random.nextInt(9);
                new RecordHeader(RecordType.STDIN.code(), i + 1, n, padding).encode(wire);
                wire.writeBytes(contents[i], sent[i], n).writeZero(padding);
                sent[i] += n;
                if (left == 0) {
                    open.remove((Integer) i);
                    ends.add(i + 1);
                }
            }
            Contents read = new Contents();
            readInPieces(wire, random, read);
            assertEquals(ends, read.ended, () -> seed.toString());
            for (int i = 0; i < streams; i++) {
                assertArrayEquals(contents[i], read.of(i + 1), () -> seed.toString());
            }
        }
    }

    @Test
    void whatStreamRecordWritesIsReadBackAndAligned() throws ProtocolException {
        Seed seed = Seed.of("whatStreamRecordWritesIsReadBackAndAligned");
        for (int round = 0; round < 60; round++) {
            Random random = seed.random(round);
            byte[] content = bytes(random, 200_000);
            int offset = random.nextInt(content.length + 1);
            int length = random.nextInt(content.length - offset + 1);
            ByteBuf wire = Unpooled.buffer();
            StreamRecord.encode(wire, RecordType.STDOUT, 65535, content, offset, length);
            StreamRecord.encodeEnd(wire, RecordType.STDOUT, 65535);
            assertEquals(0, wire.readableBytes() % 8, () -> seed.toString());
            Contents read = new Contents();
            readInPieces(wire, random, read);
            assertEquals(List.of(65535), read.ended);
            assertArrayEquals(
                    java.util.Arrays.copyOfRange(content, offset, offset + length),
                    read.of(65535),
                    () -> seed.toString());
        }
    }
}
