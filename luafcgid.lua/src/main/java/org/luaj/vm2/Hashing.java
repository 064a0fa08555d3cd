package org.luaj.vm2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Hash codes of keys. Seeded for each process: whoever chooses keys cannot choose such as collide. A product's halves are folded, so
 * that every bit of a key changes the low bits, which tables look at.
 */
final class Hashing {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED;
    private static final long FACTOR;

    static {
        SecureRandom random = new SecureRandom();
        SEED = random.nextLong();
        FACTOR = random.nextLong() | 1;
    }

    private Hashing() {}

    static int of(long value) {
        long folded = fold(value);
        return (int) (folded ^ folded >>> 32);
    }

    /** A float; what equals an integer hashes as that. */
    static int of(double value) {
        long integer = (long) value;
        return of(integer == value ? integer : Double.doubleToRawLongBits(value));
    }

    static int of(byte[] bytes, int offset, int length) {
        long hash = length;
        int end = offset + length;
        int i = offset;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            hash = fold(hash ^ (long) WORDS.get(bytes, i));
        }
        long rest = 0;
        for (; i < end; i++) {
            rest = rest << 8 | (bytes[i] & 0xff);
        }
        return of(hash ^ rest);
    }

    private static long fold(long value) {
        long mixed = value ^ SEED;
        return Math.multiplyHigh(mixed, FACTOR) ^ mixed * FACTOR;
    }
}
