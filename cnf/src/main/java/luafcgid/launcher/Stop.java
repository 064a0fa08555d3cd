package luafcgid.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** Ends the daemon of a var folder and waits until it is gone. */
final class Stop {
    /** Longer than the daemon gives requests in flight. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration STEP = Duration.ofMillis(10);

    private final VarFolder var;

    Stop(VarFolder var) {
        this.var = var;
    }

    int stop() throws Failure, IOException {
        if (!InstanceLock.held(var.lock())) {
            System.out.println("luafcgid: nothing runs on " + var.path());
            return Exit.OK;
        }
        Optional<ProcessHandle> process = var.daemon().flatMap(ProcessHandle::of);
        ask(process);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (InstanceLock.held(var.lock())
                || process.map(ProcessHandle::isAlive).orElse(false)) {
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        Exit.FAILED,
                        "still running after " + PATIENCE.toSeconds() + " seconds"
                                + process.map(p -> "; end it with: kill -9 " + p.pid())
                                        .orElse(""));
            }
            pause(STEP);
        }
        return Exit.OK;
    }

    private void ask(Optional<ProcessHandle> process) throws Failure {
        try {
            if (new AdminClient(var).execute("luafcgid:stop", OutputStream.nullOutputStream()) == Exit.OK) {
                return;
            }
        } catch (IOException | Failure e) {
            // Then by signal: it may hang, be about to start, or have closed the socket as its first act of stopping.
            signal(process);
            return;
        }
        signal(process);
    }

    private void signal(Optional<ProcessHandle> process) throws Failure {
        if (process.isEmpty()) {
            throw new Failure(
                    Exit.FAILED, "a daemon holds " + var.lock() + " but its process is not known; find it and end it");
        }
        process.get().destroy();
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
