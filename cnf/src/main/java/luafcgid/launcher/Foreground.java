package luafcgid.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/** The daemon in this process, until it is stopped. */
final class Foreground {
    private final Launch launch;
    private final boolean development;
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile int status = Exit.FAILED;
    private volatile boolean ending;
    private boolean complete;
    private volatile @Nullable Osgi osgi;

    Foreground(Launch launch, boolean development) {
        this.launch = launch;
        this.development = development;
    }

    int run() throws Failure, IOException {
        // Before there is anything that a signal could leave behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::drain, "luafcgid shutdown"));
        try {
            return hold(launch.var());
        } finally {
            gone.countDown();
        }
    }

    private int hold(VarFolder var) throws Failure, IOException {
        var.create();
        InstanceLock lock = take(var);
        try {
            var.sweep();
            Files.writeString(var.pid(), ProcessHandle.current().pid() + "\n");
            Files.write(var.arguments(), launch.words());
            serve();
            status = Osgi.status();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            var.sweep();
            if (status != Exit.OK) {
                Files.deleteIfExists(var.arguments());
            }
            lock.close();
            if (complete && status == Exit.OK) {
                ClassArchive.wanted().ifPresent(ClassArchive::make);
            }
        }
        return status;
    }

    private static InstanceLock take(VarFolder var) throws Failure {
        try {
            return InstanceLock.take(var.lock()).orElseThrow(() -> inUse(var));
        } catch (IOException e) {
            throw var.unusable(e);
        }
    }

    /** The line for a second daemon on the same folder. */
    static Failure inUse(VarFolder var) {
        String pid = var.daemon().map(id -> " by process " + id).orElse("");
        return new Failure(
                Exit.FAILED,
                var.path() + " is in use" + pid + "; stop it with: luafcgid stop --var " + var.path()
                        + ", or choose another folder with --var DIR");
    }

    private void serve() throws Failure, IOException, InterruptedException {
        Map<String, String> given = new HashMap<>(launch.properties(development));
        given.put(
                "luafcgid.conf",
                ConfFolders.watched(
                        launch.distribution().conf(),
                        launch.conf(),
                        launch.var().cache().resolve("linked")));
        Osgi created = new Osgi(launch.distribution().properties(given));
        osgi = created;
        if (ending) {
            return;
        }
        try {
            if (created.start()) {
                created.await();
                complete = true;
            }
        } catch (Failure e) {
            created.stopAndAwait();
            throw e;
        }
    }

    /** Ctrl-C or SIGTERM: lets requests in flight end; the status is then the daemon's, not the signal's. */
    private void drain() {
        if (gone.getCount() == 0) {
            return;
        }
        ending = true;
        try {
            Osgi running = osgi;
            if (running != null) {
                running.stop();
            }
            gone.await();
        } catch (BundleException e) {
            System.err.println("luafcgid: the framework does not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }
}
