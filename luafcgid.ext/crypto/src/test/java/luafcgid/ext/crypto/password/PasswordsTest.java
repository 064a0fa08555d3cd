package luafcgid.ext.crypto.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import luafcgid.ext.crypto.hash.Randomness;
import luafcgid.lua.StateContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PasswordsTest {
    private static final byte[] PASSWORD = {'x'};
    private static final Scheme LONG = new Argon2("argon2id", 1 << 16, 10, 1);
    private static final Scheme SHORT = new Bcrypt(4);

    private final Passwords passwords =
            new Passwords(new Randomness(), new PasswordLimits(14, 1 << 16, 10, 4, 1000, 1));
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** A state that notes what it is told, and was stopped. */
    private final StateContext stopped = state(true);

    private StateContext state(boolean stop) {
        return (StateContext) Proxy.newProxyInstance(
                StateContext.class.getClassLoader(),
                new Class<?>[] {StateContext.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    if (stop && method.getName().equals("safepoint")) {
                        throw new CancellationException();
                    }
                    return null;
                });
    }

    @Test
    void aRequestThatWaitsForItsTurnCanBeStopped() throws Exception {
        CompletableFuture<String> first =
                CompletableFuture.supplyAsync(() -> passwords.hash(state(false), LONG, PASSWORD));
        boolean waited = false;
        // Until the first has its place, this one gets it.
        while (!waited && !first.isDone()) {
            try {
                passwords.hash(stopped, SHORT, PASSWORD);
            } catch (CancellationException e) {
                waited = true;
            }
        }
        assertTrue(waited);
        assertTrue(first.get(50, TimeUnit.SECONDS).startsWith("$argon2id$"));
        assertTrue(passwords.hash(stopped, SHORT, PASSWORD).startsWith("$2b$04$"));
    }

    @Test
    void theThreadIsLeftBeforeALongComputation() {
        passwords.hash(state(false), SHORT, PASSWORD);
        assertEquals("aboutToBlock", calls.get(0));
    }

    @Test
    void aPlaceIsGivenBackWhenTheHashFails() {
        for (int i = 0; i < 3; i++) {
            try {
                passwords.verify(stopped, new Argon2("argon2id", 64, 1, 1), PASSWORD, "nonsense");
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains("not a hash"), e.getMessage());
            }
        }
        assertTrue(passwords.hash(stopped, SHORT, PASSWORD).startsWith("$2b$04$"));
    }
}
