package luafcgid.lua.limits;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** What the JVM counts for threads of the platform. A virtual thread is counted for the one that carries it. */
final class ThreadCounters {
    private static final @Nullable MethodHandle CARRIER = carrierHandle();

    private static volatile @Nullable ThreadCounters loaded;

    private final ThreadMXBean threads;

    private ThreadCounters(ThreadMXBean threads) {
        this.threads = threads;
    }

    /** Null until {@link #load} was called. */
    static @Nullable ThreadCounters get() {
        return loaded;
    }

    /** As {@link Meter#prepare}. */
    static void load() {
        if (loaded == null && ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
            loaded = new ThreadCounters(threads);
        }
    }

    private static @Nullable MethodHandle carrierHandle() {
        try {
            return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                    .findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Not open to us, or without virtual threads: there are none with a scheduler of ours then.
            return null;
        }
    }

    /** The platform's thread that runs the caller. */
    static Thread current() {
        MethodHandle carrier = CARRIER;
        if (carrier == null) {
            return Thread.currentThread();
        }
        try {
            return (Thread) carrier.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes that the thread has allocated since it began. */
    @SuppressWarnings("deprecation") // Its successor came with Java 19.
    long allocated(Thread platform) {
        return threads.getThreadAllocatedBytes(platform.getId());
    }

    /** Nanoseconds of processor time that the thread has used since it began. */
    @SuppressWarnings("deprecation") // As above.
    long cpu(Thread platform) {
        return threads.getThreadCpuTime(platform.getId());
    }
}
