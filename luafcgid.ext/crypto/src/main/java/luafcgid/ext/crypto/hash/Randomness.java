package luafcgid.ext.crypto.hash;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Random numbers fit for keys; one source for all states, which never waits for entropy. Any thread. */
public final class Randomness {
    private volatile @Nullable SecureRandom source;

    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        source().nextBytes(bytes);
        return bytes;
    }

    /** A number from 0 to {@code bound - 1}, all equally likely. */
    public long below(long bound) {
        return source().nextLong(bound);
    }

    private SecureRandom source() {
        SecureRandom random = source;
        if (random == null) {
            // Two at first use do no harm.
            random = new SecureRandom();
            source = random;
        }
        return random;
    }
}
