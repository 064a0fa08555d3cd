package luafcgid.lua.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import luafcgid.lua.pool.retirement.Retirement;

/**
 * How many states there are, and for how long.
 *
 * @param policy   what becomes of states, and of requests for which there is none
 * @param states   most states in all; while a changed script is swapped in there may be one more
 * @param clones   most states of one script; 0 for as many as {@code states} allows
 * @param initial  states that a script gets when it is loaded, as far as {@code states} and {@code clones} allow
 * @param maxCount requests after which a state is closed; 0 for never
 * @param idle     how long a state may stay unused
 * @param halfLife how long it takes an unused state to lose half of what its uses count
 */
public record Capacity(
        Policy policy, int states, int clones, int initial, long maxCount, Duration idle, Duration halfLife) {
    /** Whose rules hold. */
    public enum Policy {
        /**
         * Luafcgid's: no request gets a state above the limits. The idle state that is used least makes room, else the request waits.
         * Unused and worn states go.
         */
        POPULARITY,
        /**
         * Luafcgid2's: states up to the limits stay for ever; a request above them gets one of its own, which goes with it.
         * {@code maxCount}, {@code idle} and {@code halfLife} say nothing.
         */
        THROWAWAY;

        /** As configurations name it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The policy with that {@link #text()}; none where there is no such. */
        static Optional<Policy> of(String text) {
            return Arrays.stream(values())
                    .filter(policy -> policy.text().equals(text))
                    .findFirst();
        }
    }

    public static final Capacity DEFAULT =
            new Capacity(Policy.POPULARITY, 1024, 0, 1, 0, Duration.ofHours(1), Duration.ofMinutes(5));

    Retirement retirement() {
        return switch (policy) {
            case POPULARITY -> Retirement.ofUnused(maxCount, idle.toNanos());
            case THROWAWAY -> Retirement.ofSurplus();
        };
    }
}
