package luafcgid.lua.pool;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import org.jspecify.annotations.Nullable;

/** One thread's work on a version of a script, for which others may wait. */
final class Preparation {
    private final Thread owner = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable ScriptException failure;

    void finish(@Nullable ScriptException why) {
        failure = why;
        done.countDown();
    }

    /** Waits for the work; throws what it failed with, unless that was the other request's lack of time. */
    void await(Script script, long deadline) throws ScriptException {
        if (owner.equals(Thread.currentThread())) {
            throw new ScriptException(Kind.BUSY, script.path() + ": asks for itself while it is loaded");
        }
        try {
            if (deadline == Long.MAX_VALUE) {
                done.await();
            } else if (!done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new ScriptException(Kind.BUSY, script.path() + ": is still being loaded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptException(Kind.BUSY, script.path() + ": interrupted while it is loaded");
        }
        ScriptException why = failure;
        if (why != null && why.kind() != Kind.STOPPED && why.kind() != Kind.BUSY) {

            throw new ScriptException(why.kind(), Objects.toString(why.getMessage(), ""), why.traceback());
        }
    }
}
