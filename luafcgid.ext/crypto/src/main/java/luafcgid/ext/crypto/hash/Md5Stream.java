package luafcgid.ext.crypto.hash;

import java.util.Arrays;

/** The cipher of kepler's md5: the digest of the last block and the key is what the next block is combined with. */
public final class Md5Stream {
    public static final int MOST_KEY = 256;
    public static final int BLOCK = 16;

    private final Hash md5;
    private final Runnable pause;

    /** {@code pause} is called now and then, and may throw. */
    public Md5Stream(Algorithms algorithms, Runnable pause) {
        this.md5 = algorithms.digest("md5");
        this.pause = pause;
    }

    /** The seed's length, the seed, and what was encrypted. Seed and key are no longer than they may be. */
    public byte[] encrypt(byte[] text, byte[] key, byte[] seed) {
        byte[] result = new byte[1 + seed.length + text.length];
        result[0] = (byte) seed.length;
        System.arraycopy(seed, 0, result, 1, seed.length);
        combine(text, 0, key, seed, result, 1 + seed.length, true);
        return result;
    }

    /**
     * What was encrypted.
     *
     * @throws IllegalArgumentException when it does not begin as {@link #encrypt} has it
     */
    public byte[] decrypt(byte[] sealed, byte[] key) {
        int seed = sealed.length == 0 ? BLOCK + 1 : sealed[0];
        if (seed < 0 || seed > BLOCK || sealed.length < seed + 1) {
            throw new IllegalArgumentException("invalid cyphered string");
        }
        byte[] text = new byte[sealed.length - seed - 1];
        combine(sealed, seed + 1, key, Arrays.copyOfRange(sealed, 1, seed + 1), text, 0, false);
        return text;
    }

    private void combine(byte[] input, int from, byte[] key, byte[] seed, byte[] output, int to, boolean encrypt) {
        byte[] block = Arrays.copyOf(Arrays.copyOf(seed, BLOCK), BLOCK + key.length);
        System.arraycopy(key, 0, block, BLOCK, key.length);
        for (int done = 0; from + done < input.length; done += BLOCK) {
            pause.run();
            byte[] code = md5.of(block);
            int count = Math.min(BLOCK, input.length - from - done);
            for (int i = 0; i < count; i++) {
                output[to + done + i] = (byte) (code[i] ^ input[from + done + i]);
            }
            System.arraycopy(encrypt ? output : input, (encrypt ? to : from) + done, block, 0, count);
        }
    }
}
