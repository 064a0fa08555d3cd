package luafcgid.daemon.deploy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import luafcgid.daemon.deploy.DeployException.Kind;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/** Starts and removes bundles; one that does not come back from its activator holds up nobody else. */
final class Starter {
    private final FrameworkWiring wiring;
    private final Executor threads;
    private final Supplier<DeploySettings> settings;

    Starter(FrameworkWiring wiring, Executor threads, Supplier<DeploySettings> settings) {
        this.wiring = wiring;
        this.threads = threads;
        this.settings = settings;
    }

    FrameworkWiring wiring() {
        return wiring;
    }

    void start(Bundle bundle) throws DeployException {
        inTime("start", () -> {
            bundle.start(Bundle.START_TRANSIENT);
            return true;
        });
    }

    void uninstall(Bundle bundle) throws DeployException {
        inTime("stop", () -> {
            bundle.uninstall();
            return true;
        });
    }

    private void inTime(String what, Callable<Boolean> work) throws DeployException {
        FutureTask<Boolean> task = new FutureTask<>(work);
        threads.execute(task);
        Duration limit = settings.get().start();
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DeployException(
                    Kind.BROKEN, "its " + what + " has not ended after " + limit.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            throw failure(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeployException(Kind.BROKEN, "the daemon is being stopped");
        }
    }

    private static DeployException failure(String what, ExecutionException thrown) {
        if (thrown.getCause() instanceof BundleException e && e.getType() == BundleException.RESOLVE_ERROR) {
            return new DeployException(Kind.WAITING, Reasons.unresolved(e));
        }
        return new DeployException(Kind.BROKEN, "its " + what + " fails: " + Reasons.innermost(thrown));
    }
}
