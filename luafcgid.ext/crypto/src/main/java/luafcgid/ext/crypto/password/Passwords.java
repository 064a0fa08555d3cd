package luafcgid.ext.crypto.password;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import luafcgid.ext.crypto.hash.Randomness;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;

/**
 * Hashes and verifies passwords. Since each takes a processor and megabytes for long and cannot be stopped, only a few are made at
 * once; the others wait until their requests are stopped. Any thread.
 */
public final class Passwords {
    private static final int SALT = 16;
    /** Milliseconds between two looks at whether a request that waits was stopped. */
    private static final int LOOK = 50;

    private final Randomness random;
    private final PasswordLimits limits;
    private final Semaphore places;

    public Passwords(Randomness random, PasswordLimits limits) {
        this.random = random;
        this.limits = limits;
        this.places = new Semaphore(limits.concurrency());
    }

    public PasswordLimits limits() {
        return limits;
    }

    /**
     * The hash of a password, with a salt of its own.
     *
     * @throws IllegalArgumentException when the scheme costs too much
     */
    public String hash(StateContext state, Scheme scheme, byte[] password) {
        scheme.allow(limits);
        return inTurn(state, () -> scheme.hash(password, random.bytes(SALT)));
    }

    /**
     * Whether {@code hash} is one of the password.
     *
     * @throws IllegalArgumentException when to find out would cost too much
     */
    public boolean verify(StateContext state, Scheme scheme, byte[] password, String hash) {
        scheme.allow(limits);
        return inTurn(state, () -> scheme.verify(password, hash));
    }

    /** By what the hash was made, if that is known here. */
    public static Optional<Scheme> scheme(String hash) {
        Optional<Bcrypt> bcrypt = Bcrypt.of(hash);
        return bcrypt.isPresent()
                ? bcrypt.map(scheme -> scheme)
                : Argon2.of(hash).map(scheme -> scheme);
    }

    private <T> T inTurn(StateContext state, Supplier<T> work) {
        state.aboutToBlock();
        try {
            while (!places.tryAcquire(LOOK, TimeUnit.MILLISECONDS)) {
                state.safepoint();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LuaError("interrupted");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
