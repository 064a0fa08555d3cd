package luafcgid.daemon.worker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes virtual threads with a scheduler of ours. The JDK keeps that constructor to itself: the JVM has to be started with {@code
 * --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class VirtualThreads {
    /** Before JDK 24 a virtual thread that blocks within a monitor keeps its carrier: one script would block an I/O thread. */
    private static final int FIRST_USABLE_JDK = 24;

    private static final int NO_INHERITED_THREAD_LOCALS = 1 << 2;

    /** Static and final, so that the JIT compiler sees through it. */
    private static final @Nullable MethodHandle CONSTRUCTOR = find();

    private VirtualThreads() {}

    private static @Nullable MethodHandle find() {
        if (Runtime.version().feature() < FIRST_USABLE_JDK) {
            return null;
        }
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(
                            type,
                            MethodType.methodType(void.class, Executor.class, String.class, int.class, Runnable.class))
                    .asType(MethodType.methodType(
                            Thread.class, Executor.class, String.class, int.class, Runnable.class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    static boolean areUsable() {
        return CONSTRUCTOR != null;
    }

    /** A thread that is not started yet; every part of its run is handed to the scheduler. */
    static Thread make(Executor scheduler, Runnable work) {
        MethodHandle constructor = CONSTRUCTOR;
        if (constructor == null) {
            throw new IllegalStateException("this JVM gives no virtual threads with a scheduler of one's own");
        }
        try {
            return (Thread) constructor.invokeExact(scheduler, "luafcgid-request", NO_INHERITED_THREAD_LOCALS, work);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
