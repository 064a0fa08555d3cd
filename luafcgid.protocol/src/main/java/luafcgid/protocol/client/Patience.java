package luafcgid.protocol.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.Condition;

/** How long callers wait for one call, or for the answer to a GET_VALUES. Guarded by the multiplexer's lock. */
final class Patience {
    /** Whether there is nothing to wait for any more. */
    @FunctionalInterface
    interface Done {
        boolean test() throws IOException;
    }

    private final long silence;
    private final long total;
    private final long begun = System.nanoTime();
    private final Condition changed;
    private long progress = begun;

    Patience(FcgiLimits limits, Condition changed) {
        this.silence = limits.silence().toNanos();
        this.total = limits.total().toNanos();
        this.changed = changed;
    }

    /** Something came or went. */
    void progress() {
        progress = System.nanoTime();
        changed.signalAll();
    }

    /** Something else changed. */
    void wake() {
        changed.signalAll();
    }

    /**
     * Waits until it is done, or throws what {@code done} throws.
     *
     * @param what a caller waits for, in words
     */
    void await(Done done, String what) throws IOException {
        // What the caller did before was no silence.
        long since = System.nanoTime();
        while (!done.test()) {
            long now = System.nanoTime();
            long quiet = now - (progress - since > 0 ? progress : since);
            if (now - begun >= total) {
                throw new SocketTimeoutException(what + " did not come in " + total / 1_000_000
                        + " ms, the total time of a call (FcgiLimits.total)");
            }
            if (quiet >= silence) {
                throw new SocketTimeoutException(what + " did not come: nothing happened for " + silence / 1_000_000
                        + " ms (FcgiLimits.silence)");
            }
            try {
                changed.awaitNanos(Math.min(silence - quiet, total - (now - begun)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting: " + what + " did not come yet");
            }
        }
    }
}
