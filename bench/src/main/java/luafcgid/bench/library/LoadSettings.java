package luafcgid.bench.library;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How load is put on a daemon.
 *
 * @param yardstick folder of the load generator's source, which need not exist
 * @param java      whether to use the load generator in Java in any case
 * @param seconds   length of one measurement
 * @param warmup    load before the turns
 */
public record LoadSettings(Path yardstick, boolean java, Duration seconds, Duration warmup) {}
