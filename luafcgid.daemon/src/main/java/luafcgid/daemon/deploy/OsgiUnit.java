package luafcgid.daemon.deploy;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Extensions;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;

/** A bundle of the framework. */
final class OsgiUnit implements Platform.Unit {
    private static final System.Logger LOG = System.getLogger("luafcgid.daemon.Deploy");

    /** A refresh stops and starts bundles, and those may take their time. */
    private static final long REFRESH_SECONDS = 10;

    private final Bundle bundle;
    private final Pack pack;
    private final Extensions extensions;
    private final HealthCheck check;
    private final Starter starter;

    OsgiUnit(Bundle bundle, Pack pack, Extensions extensions, HealthCheck check, Starter starter) {
        this.bundle = bundle;
        this.pack = pack;
        this.extensions = extensions;
        this.check = check;
        this.starter = starter;
    }

    @Override
    public long id() {
        return bundle.getBundleId();
    }

    @Override
    public Pack pack() {
        return pack;
    }

    private boolean isFragment() {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    @Override
    public boolean isActive() {
        return bundle.getState() == Bundle.ACTIVE || isFragment();
    }

    @Override
    public void start() throws DeployException {
        if (!isActive()) {
            starter.start(bundle);
        }
        check.check(bundle, pack);
    }

    @Override
    public List<String> modules() {
        return extensions.modules().stream()
                .filter(module -> module.owner().bundle() == id())
                .map(Extensions.Module::name)
                .toList();
    }

    @Override
    public List<String> hidden() {
        return extensions.modules().stream()
                .filter(module -> module.owner().bundle() == id() && module.status() == Extensions.Status.HIDDEN)
                .map(module -> "its module " + module.name() + " is " + module.detail()
                        + ", which came first or ranks higher: remove one of them")
                .toList();
    }

    @Override
    public void uninstall() {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                starter.uninstall(bundle);
            }
        } catch (DeployException e) {
            LOG.log(Level.WARNING, "{0} is not uninstalled: {1}", pack, e.reason());
            return;
        }
        if (starter.wiring().getRemovalPendingBundles().contains(bundle)) {
            refresh();
        }
        extensions.restore(id());
    }

    /** Whoever uses its packages is started anew. */
    private void refresh() {
        CountDownLatch refreshed = new CountDownLatch(1);
        FrameworkListener done = event -> refreshed.countDown();
        starter.wiring().refreshBundles(List.of(bundle), done);
        try {
            if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "bundles that use {0} take long to be started anew", pack);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
