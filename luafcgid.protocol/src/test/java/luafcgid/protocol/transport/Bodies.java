package luafcgid.protocol.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** What tests of bodies share. */
final class Bodies {
    private Bodies() {}

    /** A disk that works when a test says so. */
    static final class StoppedDisk implements Executor {
        private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();

        @Override
        public void execute(Runnable task) {
            work.add(task);
        }

        boolean isIdle() {
            return work.isEmpty();
        }

        void run() {
            for (Runnable task = work.poll(); task != null; task = work.poll()) {
                task.run();
            }
        }
    }

    /** Bytes of a stream in which each says where it belongs, so that none can be lost, doubled or moved. */
    static byte at(long position) {
        return (byte) (position ^ position >> 8 ^ position >> 16);
    }

    static ByteBuf bytes(long from, int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = at(from + i);
        }
        // At once: the leak detector records every call.
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(1, length));
        buffer.writeBytes(content);
        return buffer;
    }

    static ByteBuf bytes(int length) {
        return bytes(0, length);
    }

    static void offer(RequestBody body, int total, int piece) {
        for (int at = 0; at < total; at += piece) {
            body.offer(bytes(at, Math.min(piece, total - at)));
        }
    }

    static <T> CompletableFuture<T> start(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** Has another thread wait for bytes; returns when it does. */
    static <T> CompletableFuture<T> waiting(Callable<T> call) {
        CompletableFuture<Thread> reader = new CompletableFuture<>();
        CompletableFuture<T> result = start(() -> {
            reader.complete(Thread.currentThread());
            return call.call();
        });
        awaitWaiting(reader.join());
        return result;
    }

    static void awaitWaiting(Thread thread) {
        await(() -> thread.getState() == Thread.State.WAITING, "nobody waits for bytes");
    }

    static Throwable failure(CompletableFuture<?> result) {
        return Objects.requireNonNull(
                assertThrows(ExecutionException.class, result::get).getCause());
    }

    /** Waits until no body's file is open any more. */
    static void awaitNoFiles(Spool spool) {
        await(() -> spool.files() == 0, "a file stays open");
    }

    /** A test's time limit interrupts it. */
    private static void await(BooleanSupplier condition, String otherwise) {
        while (!condition.getAsBoolean()) {
            assertFalse(Thread.currentThread().isInterrupted(), otherwise);
            Thread.onSpinWait();
        }
    }
}
