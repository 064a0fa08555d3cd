package luafcgid.protocol.server;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all connections of a listener share. Any thread. */
final class Budget {
    private final AtomicLong used = new AtomicLong();

    /** Takes that many bytes if no more than {@code most} are used then. */
    boolean take(long bytes, long most) {
        if (used.addAndGet(bytes) <= most) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
