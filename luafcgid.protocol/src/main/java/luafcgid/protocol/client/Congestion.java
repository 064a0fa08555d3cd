package luafcgid.protocol.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Answers that nobody reads, for which the connection is read no further, and how long the other calls put up with it. Guarded
 * by the multiplexer's lock.
 */
final class Congestion {
    private final FcgiLimits limits;
    private final Calls calls;
    /** Streams that are full. */
    private int full;
    /** Since when more than one waits for the connection. */
    private long sharedSince;

    Congestion(FcgiLimits limits, Calls calls) {
        this.limits = limits;
        this.calls = calls;
    }

    void filled(boolean isFull) {
        full += isFull ? 1 : -1;
    }

    boolean blocks() {
        return full > 0;
    }

    /** One more is about to wait for the connection. */
    void joined() {
        if (calls.size() <= 1) {
            sharedSince = System.nanoTime();
        }
    }

    private boolean harmsOthers() {
        return blocks() && calls.size() > 1;
    }

    /** In how many milliseconds to look for a culprit again, 0 for not before something changes. */
    long lookAgain() {
        return harmsOthers() ? Math.max(1, limits.stall().toMillis() / 4) : 0;
    }

    /** The stream of that call for which others have waited too long, or null. */
    @Nullable
    ResponseStream culprit(FcgiCall call) {
        long now = System.nanoTime();
        long stall = limits.stall().toNanos();
        return harmsOthers() && now - sharedSince >= stall ? call.fullFor(now, stall) : null;
    }

    /** Why a call is given up. */
    Failure because(ResponseStream culprit) {
        return new Failure(
                IOException::new,
                culprit.what() + " was not read for " + limits.stall().toMillis()
                        + " ms while other requests waited (FcgiLimits.stall); read or close it");
    }

    /** A time-out whose reason is an answer that nobody reads says so. */
    SocketTimeoutException explain(SocketTimeoutException e) {
        if (!blocks()) {
            return e;
        }
        SocketTimeoutException explained = new SocketTimeoutException(e.getMessage()
                + "; the connection is read no further, since an answer of " + limits.output()
                + " bytes waits to be read: read stdout() and stderr() in another thread, or close them");
        explained.initCause(e);
        return explained;
    }
}
