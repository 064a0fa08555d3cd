package luafcgid.ext.web;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Whether a request was given up, and what is to run then. The lock guards every field; the action runs outside of it. */
final class AbortSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private boolean aborted;
    private boolean ended;
    private @Nullable Runnable action;

    boolean isAborted() {
        lock.lock();
        try {
            return aborted;
        } finally {
            lock.unlock();
        }
    }

    /** Sets the action, or runs it at once when it is too late to wait. */
    void onAbort(Runnable replacement) {
        lock.lock();
        try {
            if (!aborted) {
                action = replacement;
                return;
            }
        } finally {
            lock.unlock();
        }
        replacement.run();
    }

    /** The request has ended: nothing is left to abort. */
    void end() {
        lock.lock();
        try {
            ended = true;
            action = null;
        } finally {
            lock.unlock();
        }
    }

    void abort() {
        Runnable once;
        lock.lock();
        try {
            if (ended || aborted) {
                return;
            }
            aborted = true;
            once = action;
            action = null;
        } finally {
            lock.unlock();
        }
        if (once != null) {
            once.run();
        }
    }
}
