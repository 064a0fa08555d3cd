package luafcgid.daemon.deploy;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import luafcgid.lua.Extensions;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;

/** Deploys what lies in {@code ext/}: once when it begins, then whenever FileInstall tells of a change. */
@Component(
        name = DeployConfig.PID,
        configurationPid = DeployConfig.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        service = {ArtifactInstaller.class, DeployComponent.class},
        // Before FileInstall's own handling of jars.
        property = Constants.SERVICE_RANKING + ":Integer=1000",
        immediate = true)
@Designate(ocd = DeployConfig.class)
// What it registers itself.
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=luafcgid.daemon.deploy.Deployed")
public final class DeployComponent implements ArtifactInstaller {
    private static final System.Logger LOG = System.getLogger(DeployConfig.PID);
    private static final String LOCATION = "luafcgid:";

    /** FileInstall tells of what it has seen in one look file by file, and first of what has gone. */
    private static final Duration GATHER = Duration.ofMillis(5);

    private final BundleContext context;
    private final SynchronousBundleListener frameworkListener = this::stopWithFramework;
    private final Path folder;
    private final Set<Path> told = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread;
    private final ExecutorService helpers;
    private final Deployer deployer;
    private final CompletableFuture<Boolean> firstLook = new CompletableFuture<>();
    private volatile DeploySettings settings;

    @Activate
    public DeployComponent(
            BundleContext context,
            DeployConfig config,
            @Reference Extensions extensions,
            @Reference ServiceComponentRuntime components) {
        settings = settings(config);
        folder = Path.of(property(context, "luafcgid.ext")).toAbsolutePath().normalize();
        thread = Executors.newSingleThreadScheduledExecutor(work -> thread(work, "luafcgid-deploy"));
        helpers = Executors.newCachedThreadPool(work -> thread(work, "luafcgid-deploy-helper"));
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        OsgiPlatform platform = new OsgiPlatform(
                context,
                extensions,
                new HealthCheck(context, extensions, components),
                new Starter(wiring, helpers, () -> settings));
        deployer = new Deployer(platform, settings, helpers, this::later);
        // A start that hangs must not keep the daemon from serving.
        firstLook.completeOnTimeout(true, settings.start().toMillis(), TimeUnit.MILLISECONDS);
        this.context = context;
        firstLook.thenRun(this::announce);
        context.addBundleListener(frameworkListener);
        later(Duration.ZERO, () -> begin(context));
    }

    private static String property(BundleContext context, String name) {
        String value = context.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    DeployConfig.PID + ": the property " + name + " is missing: conf/config.properties sets it");
        }
        return value;
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        // Bundles start on it, and what they start inherits the loader.
        thread.setContextClassLoader(DeployComponent.class.getClassLoader());
        return thread;
    }

    private static DeploySettings settings(DeployConfig config) {
        return new DeploySettings(
                seconds("drain", config.drain(), 0),
                seconds("settle", config.settle(), 0),
                seconds("start", config.start(), 1));
    }

    private static Duration seconds(String key, double value, int least) {
        if (!(value >= least && value <= 86_400)) {
            throw new IllegalArgumentException(
                    DeployConfig.PID + ": " + key + "=" + value + " is not " + least + " to 86400 seconds");
        }
        return Duration.ofMillis((long) (value * 1000));
    }

    @Modified
    void modified(DeployConfig config) {
        settings = settings(config);
        deployer.settings(settings);
    }

    /** A start that hangs would hold up the framework's stop, which comes to its bundle before it comes to this one. */
    private void stopWithFramework(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            deactivate();
        }
    }

    /** More than once is the same as once. */
    @Deactivate
    void deactivate() {
        context.removeBundleListener(frameworkListener);
        thread.shutdownNow();
        helpers.shutdownNow();
    }

    /** Not taken back with this component: a mistake in its configuration must not end service. */
    private void announce() {
        try {
            if (context.getServiceReference(Deployed.class) == null) {
                context.registerService(Deployed.class, new Deployed(), null);
            }
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the daemon is being stopped: nobody serves any more", e);
        }
    }

    private void begin(BundleContext context) {
        try {
            // Of an earlier run of this component; there are none when the daemon starts.
            Arrays.stream(context.getBundles())
                    .filter(bundle -> bundle.getLocation().startsWith(LOCATION))
                    .forEach(DeployComponent::uninstall);
            deployer.look(list());
        } finally {
            firstLook.complete(true);
        }
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            LOG.log(Level.WARNING, "{0} cannot be uninstalled: {1}", bundle.getSymbolicName(), Reasons.innermost(e));
        }
    }

    private Collection<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Packer::accepts).toList();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be listed: {1}", folder, e);
            return List.of();
        }
    }

    private void later(Duration delay, Runnable work) {
        try {
            thread.schedule(() -> guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the daemon is being stopped: nothing is deployed any more");
        }
    }

    /** One artifact's surprise must not keep the others out. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "what lies in ext/ was not dealt with", e);
        }
    }

    /** What lies in the folder, and what became of it. */
    public List<ArtifactInfo> artifacts() {
        return deployer.artifacts();
    }

    @Override
    public boolean canHandle(File file) {
        return artifact(file).isPresent();
    }

    @Override
    public void install(File artifact) {
        changed(artifact);
    }

    @Override
    public void update(File artifact) {
        changed(artifact);
    }

    @Override
    public void uninstall(File artifact) {
        changed(artifact);
    }

    private void changed(File file) {
        artifact(file).filter(told::add).ifPresent(artifact -> later(GATHER, this::lookAtTold));
    }

    private void lookAtTold() {
        List<Path> files = List.copyOf(told);
        files.forEach(told::remove);
        deployer.look(files);
    }

    /** FileInstall names every file in a folder; the artifact is the folder. */
    private Optional<Path> artifact(File file) {
        Path path = file.toPath().toAbsolutePath().normalize();
        if (!path.startsWith(folder) || path.equals(folder)) {
            return Optional.empty();
        }
        Path artifact = folder.resolve(folder.relativize(path).getName(0));
        // What has gone is no folder any more.
        return path.equals(artifact) && !Packer.accepts(artifact) ? Optional.empty() : Optional.of(artifact);
    }
}
