package luafcgid.ext.web;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What reaches a request from outside: that it was given up, and that it should give way. The lock guards the first; actions run
 * outside of it.
 */
final class Signals {
    private final ReentrantLock lock = new ReentrantLock();
    private boolean aborted;
    private boolean ended;
    private @Nullable Runnable action;
    private volatile @Nullable Runnable move;

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

    void onMove(Runnable replacement) {
        move = replacement;
    }

    void requestMove() {
        Runnable now = move;
        if (now != null) {
            now.run();
        }
    }
}
