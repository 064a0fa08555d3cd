package luafcgid.ext.sql;

import java.time.Duration;
import java.util.Locale;
import luafcgid.ext.sql.pool.PoolSettings;

/**
 * A configuration that was checked.
 *
 * @param busyMillis how long SQLite waits for another's lock
 * @param keeping    whether transactions and cursors outlive a request
 */
record SqlSettings(PoolSettings pools, int busyMillis, boolean keeping) {
    private static final int LEAST_WAIT = 250;
    private static final int LEAST_IDLE = 10;
    private static final int LEAST_LIFETIME = 30;

    static SqlSettings of(SqlConfig config) {
        int idle = number("idle", config.idle(), LEAST_IDLE);
        int lifetime = number("lifetime", config.lifetime(), Math.max(LEAST_LIFETIME, idle + 1));
        PoolSettings pools = new PoolSettings(
                number("size", config.size(), 1),
                Duration.ofMillis(number("waiting", config.waiting(), LEAST_WAIT)),
                Duration.ofSeconds(idle),
                Duration.ofSeconds(lifetime),
                number("statements", config.statements(), 0));
        return new SqlSettings(pools, number("busy", config.busy(), 0), keeping(config.leftovers()));
    }

    private static int number(String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    SqlConfig.PID + ": " + key + "=" + value + ": wants a number from " + least);
        }
        return value;
    }

    private static boolean keeping(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "close" -> false;
            case "keep" -> true;
            default ->
                throw new IllegalArgumentException(SqlConfig.PID + ": leftovers=" + value + ": wants close or keep");
        };
    }
}
