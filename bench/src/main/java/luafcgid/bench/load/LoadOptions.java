package luafcgid.bench.load;

import java.time.Duration;
import luafcgid.protocol.ListenAddress;

/**
 * What to ask, of whom, how often.
 *
 * @param connections each has one request in flight
 * @param keep        whether a connection carries more than one request
 * @param expect      text that every response has to contain; empty for any
 */
public record LoadOptions(
        ListenAddress address, HelloRequest request, String expect, int connections, boolean keep, Duration duration) {
    public LoadOptions {
        if (connections < 1) {
            throw new IllegalArgumentException("connections " + connections + " is less than 1");
        }
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration " + duration + " is not positive");
        }
    }
}
