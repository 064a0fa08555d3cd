package luafcgid.lua.engine;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Tells of a coroutine that no script can reach. */
final class Watch extends WeakReference<Coroutine> {
    /** What has to be ended then; null for what is garbage by itself: a reference would keep alive what refers to the coroutine. */
    private final @Nullable ThreadStrand thread;

    @Nullable
    Watch before;

    @Nullable
    Watch after;

    Watch(Coroutine coroutine, ReferenceQueue<Coroutine> queue) {
        super(coroutine, queue);
        this.thread = coroutine.strand() instanceof ThreadStrand strand ? strand : null;
    }

    @Nullable
    ThreadStrand thread() {
        return thread;
    }
}
