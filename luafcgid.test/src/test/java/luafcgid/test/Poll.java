package luafcgid.test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assertions;

/** Waits for what another process does, with a deadline. */
public final class Poll {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Poll() {}

    /** Waits until the condition holds. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, PATIENCE, condition);
    }

    public static void until(String what, Duration patience, Callable<Boolean> condition) throws Exception {
        value(what, patience, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    /** Waits until there is a value. */
    public static <T> T value(String what, Duration patience, Callable<Optional<T>> supplier) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> value = supplier.call();
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() > end) {
                return Assertions.fail("not seen within " + patience.toSeconds() + " s: " + what);
            }
            Thread.sleep(5);
        }
    }
}
