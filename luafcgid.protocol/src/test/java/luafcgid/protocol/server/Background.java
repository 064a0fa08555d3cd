package luafcgid.protocol.server;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What tests do beside their own thread, and how they wait for it. */
final class Background {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(40);

    private Background() {}

    interface Action {
        void run() throws IOException;
    }

    /** Runs the action in a thread of its own; the future fails as it does. */
    static CompletableFuture<Boolean> inThread(Action action) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                action.run();
                done.complete(true);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the condition holds. */
    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not seen within 40 s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
