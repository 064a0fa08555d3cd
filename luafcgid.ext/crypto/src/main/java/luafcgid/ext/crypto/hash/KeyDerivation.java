package luafcgid.ext.crypto.hash;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Keys from other keys and from passwords. */
public final class KeyDerivation {
    /** Iterations between two looks at whether to go on. */
    private static final int PAUSE = 1000;

    private final Algorithms algorithms;

    public KeyDerivation(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    /** HKDF (RFC 5869); an empty salt counts as none. */
    public byte[] hkdf(String digest, byte[] key, byte[] salt, byte[] info, int length) {
        Hash extract = algorithms.hmac(digest, salt);
        int size = extract.size();
        if (length < 1 || length > 255 * size) {
            throw new IllegalArgumentException(
                    "a key of " + length + " bytes: HKDF with " + digest + " gives 1 to " + 255 * size);
        }
        Hash expand = algorithms.hmac(digest, extract.of(key));
        ByteBuffer output = ByteBuffer.allocate(length);
        byte[] block = {};
        for (int i = 1; output.hasRemaining(); i++) {
            expand.update(block, 0, block.length);
            expand.update(info, 0, info.length);
            expand.update(new byte[] {(byte) i}, 0, 1);
            block = expand.finish();
            output.put(block, 0, Math.min(size, output.remaining()));
        }
        return output.array();
    }

    /**
     * PBKDF2 (RFC 8018).
     *
     * @param pause called now and then; may throw
     */
    public byte[] pbkdf2(String digest, byte[] password, byte[] salt, int iterations, int length, Runnable pause) {
        Hash hmac = algorithms.hmac(digest, password);
        ByteBuffer output = ByteBuffer.allocate(length);
        for (int i = 1; output.hasRemaining(); i++) {
            byte[] first = Arrays.copyOf(salt, salt.length + 4);
            ByteBuffer.wrap(first).putInt(salt.length, i);
            byte[] block = block(hmac, hmac.of(first), iterations, pause);
            output.put(block, 0, Math.min(block.length, output.remaining()));
        }
        return output.array();
    }

    private static byte[] block(Hash hmac, byte[] first, int iterations, Runnable pause) {
        byte[] sum = first.clone();
        byte[] step = first;
        for (int n = 1; n < iterations; n++) {
            step = hmac.of(step);
            for (int k = 0; k < sum.length; k++) {
                sum[k] ^= step[k];
            }
            if (n % PAUSE == 0) {
                pause.run();
            }
        }
        return sum;
    }
}
