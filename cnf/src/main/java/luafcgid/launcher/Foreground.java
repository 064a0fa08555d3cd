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
    private final boolean development;
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile int status = Exit.FAILED;
    private volatile boolean ending;
    private volatile @Nullable Osgi osgi;

    Foreground(boolean development) {
        this.development = development;
    }

    int run(Launch launch) throws Failure, IOException {
        // Before there is anything that a signal could leave behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::drain, "luafcgid shutdown"));
        try {
            Instance instance =
                    launch.inherited().spawned() ? Instance.firstFree(launch.var()) : Instance.only(launch.var());
            return hold(launch.on(instance.var()), instance);
        } finally {
            ClassArchive.wanted().ifPresent(ClassArchive::forget);
            gone.countDown();
        }
    }

    private int hold(Launch launch, Instance instance) throws Failure, IOException {
        VarFolder var = instance.var();
        try {
            var.sweep();
            Files.writeString(var.pid(), ProcessHandle.current().pid() + "\n");
            if (!instance.spawned()) {
                Files.write(var.arguments(), launch.words());
            }
            serve(launch);
            status = Osgi.status();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (status != Exit.OK) {
                Files.deleteIfExists(var.arguments());
            }
            instance.close();
            if (status == Exit.OK) {
                ClassArchive.wanted().ifPresent(ClassArchive::make);
            }
        }
        return status;
    }

    /** The line for a second daemon on the same folder. */
    static Failure inUse(VarFolder var) {
        String pid = var.daemon().map(id -> " by process " + id).orElse("");
        return new Failure(
                Exit.FAILED,
                var.path() + " is in use" + pid + "; stop it with: luafcgid stop --var " + var.path()
                        + ", or choose another folder with --var DIR");
    }

    private void serve(Launch launch) throws Failure, IOException, InterruptedException {
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
