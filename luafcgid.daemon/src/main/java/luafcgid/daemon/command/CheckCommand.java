package luafcgid.daemon.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import luafcgid.daemon.admin.FailedComponents;
import luafcgid.daemon.deploy.ArtifactInfo;
import luafcgid.daemon.deploy.DeployComponent;
import luafcgid.daemon.hooks.HooksComponent;
import luafcgid.daemon.settings.Settings;
import luafcgid.lua.StatePool;
import luafcgid.protocol.Responder;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;

/** {@code luafcgid:check}. It needs no other part of the daemon, since a wrong setting may keep any of them from starting. */
@Component(
        service = CheckCommand.class,
        property = {"osgi.command.scope=luafcgid", "osgi.command.function=check"})
public final class CheckCommand {
    /** EX_CONFIG of sysexits.h. */
    private static final int CONFIGURATION_ERROR = 78;

    /** A start takes less than a second; a component that fails is seen at once. */
    private static final int ROUNDS = 100;

    private static final int ROUND_MILLIS = 100;

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final FailedComponents failed;

    @Activate
    public CheckCommand(
            BundleContext context, @Reference ConfigurationAdmin admin, @Reference ServiceComponentRuntime runtime) {
        this.context = context;
        this.admin = admin;
        this.failed = new FailedComponents(runtime);
    }

    @Descriptor("looks for mistakes in the configuration and in the scripts of the served folder")
    public int check(CommandSession session) throws IOException, InterruptedException {
        PrintStream out = session.getConsole();
        Problems problems = new Problems(out);
        String lines = context.getProperty("luafcgid.set");
        Settings given = Settings.parse(lines == null ? "" : lines, Settings.Fronts.CONFIGURED);
        new ListenerAddresses(admin, given).check(problems);
        if (await(Responder.class) != null) {
            checkWhatServes(problems);
        } else {
            failed.first()
                    .ifPresentOrElse(
                            problems::add,
                            () -> problems.add("nothing answers requests after "
                                    + TimeUnit.MILLISECONDS.toSeconds((long) ROUNDS * ROUND_MILLIS) + " seconds"));
        }
        out.println(problems);
        return problems.count() == 0 ? 0 : CONFIGURATION_ERROR;
    }

    private void checkWhatServes(Problems problems) throws IOException, InterruptedException {
        // A listener or an extension may be faulty, and requests be answered all the same.
        failed.first().ifPresent(problems::add);
        DeployComponent deploy = await(DeployComponent.class);
        if (deploy != null) {
            deploy.artifacts().stream()
                    .filter(artifact -> artifact.status() == ArtifactInfo.Status.FAILED)
                    .forEach(artifact -> problems.add(artifact.file() + ": " + artifact.detail()));
        }
        HooksComponent hooks = await(HooksComponent.class);
        if (hooks != null) {
            hooks.mistake().ifPresent(problems::add);
        }
        StatePool pool = await(StatePool.class);
        if (pool != null) {
            String root = context.getProperty("luafcgid.root");
            new Scripts(pool).check(Path.of(root == null ? "." : root), problems);
        }
    }

    /** The service, once it is there; null when a component fails before, or nothing comes. */
    private <T> @Nullable T await(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = null;
            for (int i = 0; i < ROUNDS && service == null && failed.first().isEmpty(); i++) {
                service = tracker.waitForService(ROUND_MILLIS);
            }
            return service;
        } finally {
            tracker.close();
        }
    }
}
