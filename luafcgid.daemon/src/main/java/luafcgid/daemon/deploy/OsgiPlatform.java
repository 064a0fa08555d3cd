package luafcgid.daemon.deploy;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import luafcgid.daemon.deploy.DeployException.Kind;
import luafcgid.lua.Extensions;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The framework that this daemon runs in. */
final class OsgiPlatform implements Platform {
    private final BundleContext context;
    private final Extensions extensions;
    private final HealthCheck check;
    private final Starter starter;

    OsgiPlatform(BundleContext context, Extensions extensions, HealthCheck check, Starter starter) {
        this.context = context;
        this.extensions = extensions;
        this.check = check;
        this.starter = starter;
    }

    @Override
    public Unit install(String location, Pack pack) throws DeployException {
        try {
            Bundle bundle = context.installBundle(
                    location, new ByteArrayInputStream(pack.contents().bytes()));
            return new OsgiUnit(bundle, pack.singleton() ? pack : pack.withoutContents(), extensions, check, starter);
        } catch (BundleException e) {
            throw new DeployException(Kind.BROKEN, "it cannot be installed: " + Reasons.innermost(e));
        }
    }

    @Override
    public void replace(Unit old, Unit successor) {
        extensions.replace(old.id(), successor.id());
    }

    @Override
    public boolean retire(Unit unit, Duration wait) throws InterruptedException {
        return extensions.retire(unit.id(), wait);
    }
}
