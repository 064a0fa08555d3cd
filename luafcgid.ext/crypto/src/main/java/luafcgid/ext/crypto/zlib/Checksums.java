package luafcgid.ext.crypto.zlib;

import java.util.zip.Adler32;
import java.util.zip.Checksum;

/** Checksums of what was never together in one place. */
enum Checksums {
    CRC32 {
        @Override
        Checksum start() {
            return new java.util.zip.CRC32();
        }

        @Override
        long combine(long first, long second, long secondLength) {
            long sum = first;
            long[] odd = new long[32];
            // The operator for one zero bit: the polynomial, and a shift.
            odd[0] = 0xedb88320L;
            for (int i = 1; i < 32; i++) {
                odd[i] = 1L << (i - 1);
            }
            long[] operator = square(square(odd));
            for (long left = secondLength; left > 0; left >>= 1) {
                operator = square(operator);
                if ((left & 1) != 0) {
                    sum = times(operator, sum);
                }
            }
            return sum ^ second;
        }
    },

    ADLER32 {
        @Override
        Checksum start() {
            return new Adler32();
        }

        @Override
        long combine(long first, long second, long secondLength) {
            long rest = secondLength % ADLER_BASE;
            long firstA = first & 0xffff;
            long a = (firstA + (second & 0xffff) + ADLER_BASE - 1) % ADLER_BASE;
            long b = (rest * firstA % ADLER_BASE + (first >> 16) + (second >> 16) + ADLER_BASE - rest) % ADLER_BASE;
            return (b << 16) | a;
        }
    };

    private static final long ADLER_BASE = 65521;

    abstract Checksum start();

    /** The sum of two pieces, of which the sums are known, and the length of the second. */
    abstract long combine(long first, long second, long secondLength);

    private static long[] square(long[] matrix) {
        long[] squared = new long[32];
        for (int i = 0; i < 32; i++) {
            squared[i] = times(matrix, matrix[i]);
        }
        return squared;
    }

    private static long times(long[] matrix, long vector) {
        long sum = 0;
        for (int i = 0; i < 32; i++) {
            if (((vector >> i) & 1) != 0) {
                sum ^= matrix[i];
            }
        }
        return sum;
    }
}
