package luafcgid.lua.engine;

import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/** The coroutines of one state that have begun and have not ended, as far as the collector has not found them unreachable. */
final class Watches {
    private static final long COLLECTOR_NEEDS_MILLIS = 100;

    private final ReferenceQueue<Coroutine> abandoned = new ReferenceQueue<>();
    private @Nullable Watch first;

    void add(Coroutine coroutine) {
        Watch watch = new Watch(coroutine, abandoned);
        coroutine.watch(watch);
        Watch next = first;
        watch.after = next;
        if (next != null) {
            next.before = watch;
        }
        first = watch;
    }

    void remove(Watch watch) {
        Watch before = watch.before;
        Watch after = watch.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after != null) {
            after.before = before;
        }
        watch.before = null;
        watch.after = null;
    }

    /** The next that no script can reach, taken out; null when there is none. */
    @Nullable
    Watch pollAbandoned() {
        return taken(abandoned.poll());
    }

    /** As {@link #pollAbandoned}, after a collection: what it found is told a moment later, by another thread. */
    @Nullable
    Watch awaitAbandoned() {
        try {
            return taken(abandoned.remove(COLLECTOR_NEEDS_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private @Nullable Watch taken(@Nullable Object reference) {
        if (reference instanceof Watch watch) {
            remove(watch);
            return watch;
        }
        return null;
    }

    /** Any, taken out; null when there is none. */
    @Nullable
    Watch poll() {
        Watch watch = first;
        if (watch != null) {
            remove(watch);
        }
        return watch;
    }
}
