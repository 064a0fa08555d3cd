package luafcgid.ext.crypto.zlib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.zip.Checksum;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumsTest {
    @ParameterizedTest
    @EnumSource
    void combinedSumsAreTheSumOfTheWhole(Checksums kind) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(200_000)];
            random.nextBytes(bytes);
            int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            assertEquals(
                    sum(kind, bytes, 0, bytes.length),
                    kind.combine(
                            sum(kind, bytes, 0, cut), sum(kind, bytes, cut, bytes.length - cut), bytes.length - cut),
                    "seed " + seed);
        }
    }

    private static long sum(Checksums kind, byte[] bytes, int offset, int length) {
        Checksum sum = kind.start();
        sum.update(bytes, offset, length);
        return sum.getValue();
    }
}
