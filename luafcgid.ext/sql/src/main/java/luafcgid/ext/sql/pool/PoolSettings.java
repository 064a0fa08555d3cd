package luafcgid.ext.sql.pool;

import java.time.Duration;

/**
 * Limits of pools.
 *
 * @param size       most connections of one pool
 * @param waiting       how long a script waits for a connection at most
 * @param idle       after which an unused connection is closed
 * @param lifetime   after which a connection is replaced
 * @param statements prepared statements that a connection keeps
 */
public record PoolSettings(int size, Duration waiting, Duration idle, Duration lifetime, int statements) {
    public static final PoolSettings DEFAULT =
            new PoolSettings(10, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofMinutes(30), 64);
}
