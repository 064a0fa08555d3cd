package luafcgid.lua.pool;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A request that waits for a state or a place. The lock of the {@link Shelf} guards it. */
final class Waiter {
    private final Script script;
    private final Condition granted;
    private @Nullable Grant grant;

    Waiter(Script script, Condition granted) {
        this.script = script;
        this.granted = granted;
    }

    Script script() {
        return script;
    }

    @Nullable
    Grant grant() {
        return grant;
    }

    /** Ends the wait. */
    void give(Grant what) {
        grant = what;
        granted.signal();
    }

    /** Has the request look again. */
    void wake() {
        granted.signal();
    }

    /** Waits for some of the time that is left until then, {@link Long#MAX_VALUE} for no end; false when none is left. */
    @SuppressWarnings("WaitNotInLoop") // The caller looks for a grant, and waits again.
    boolean await(long deadline) throws InterruptedException {
        long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        granted.awaitNanos(left);
        return true;
    }
}
