package luafcgid.protocol.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages conversations: knows what records look like, so that most of the damage gets behind the first check. */
final class Mutator {
    /** Small enough for the sockets' buffers. */
    private static final int MOST = 200_000;

    private static final int[] EDGES = {0, 1, 2, 3, 7, 8, 9, 127, 128, 254, 255};

    private final List<List<byte[]>> corpus;
    private final Random random;

    Mutator(List<List<byte[]>> corpus, Random random) {
        this.corpus = corpus;
        this.random = random;
    }

    /** The bytes of a conversation with up to six mutations; sometimes none. */
    byte[] next() {
        List<byte[]> records = new ArrayList<>();
        pick(corpus).forEach(record -> records.add(record.clone()));
        int mutations = random.nextInt(7);
        for (int i = 0; i < mutations && !records.isEmpty(); i++) {
            mutate(records);
        }
        byte[] wire = Wire.join(records);
        if (random.nextInt(6) == 0) {
            flip(wire);
        }
        int length = random.nextInt(5) == 0 ? random.nextInt(wire.length + 1) : wire.length;
        return Arrays.copyOf(wire, Math.min(length, MOST));
    }

    private void mutate(List<byte[]> records) {
        int at = random.nextInt(records.size());
        byte[] record = records.get(at);
        switch (random.nextInt(12)) {
            case 0 -> records.remove(at);
            case 1 -> records.add(random.nextInt(records.size() + 1), record.clone());
            case 2 -> records.add(at, pick(pick(corpus)).clone());
            case 3 -> splice(records);
            case 4 -> records.set(at, records.set(random.nextInt(records.size()), record));
            case 5 -> set(record, 1, random.nextInt(13)); // type
            case 6 -> set(record, 3, random.nextInt(4)); // id
            case 7 -> set(record, 2, edge());
            case 8 -> set(record, 4 + random.nextInt(2), edge()); // contentLength
            case 9 -> set(record, 6, edge()); // paddingLength
            case 10 -> set(record, 8 + random.nextInt(Math.max(1, record.length - 8)), edge()); // content
            default -> flip(record);
        }
    }

    /** Another conversation's end behind this one's beginning. */
    private void splice(List<byte[]> records) {
        List<byte[]> other = pick(corpus);
        records.subList(random.nextInt(records.size()), records.size()).clear();
        other.subList(random.nextInt(other.size()), other.size()).forEach(record -> records.add(record.clone()));
    }

    private int edge() {
        return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(256);
    }

    private static void set(byte[] record, int at, int value) {
        if (at < record.length) {
            record[at] = (byte) value;
        }
    }

    private void flip(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
