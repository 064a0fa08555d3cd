package luafcgid.daemon.admin;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.daemon.log.Abort;
import luafcgid.daemon.log.Log;
import luafcgid.protocol.Front;
import luafcgid.protocol.Responder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Prints the line {@code luafcgid ready: …} and writes {@code VAR/ready} when every configured front serves; ends a daemon
 * that does not come that far.
 */
@Component(name = "luafcgid.daemon.Ready", service = Ready.class, immediate = true)
public final class Ready {
    /** A start takes a second; a disk or machine may be twenty times as slow before waiting is pointless. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final System.Logger LOGGER = System.getLogger("luafcgid.daemon.Ready");

    private final BundleContext context;
    private final Log log;
    private final ConfiguredFronts configured;
    private final FailedComponents failed;
    private final long started;
    private final Optional<ReadyFile> file;
    private final Map<Front, Readiness.Present> fronts = new ConcurrentHashMap<>();
    private final AtomicInteger responders = new AtomicInteger();
    private final StartWatch watch;
    private boolean closed;

    @Activate
    public Ready(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference ServiceComponentRuntime runtime,
            @Reference Log log) {
        this.context = context;
        this.log = log;
        configured = new ConfiguredFronts(admin, context.getServiceReference(ConfigurationAdmin.class));
        failed = new FailedComponents(runtime);
        String typed = context.getProperty("luafcgid.started");
        started = typed == null ? System.currentTimeMillis() : Long.parseLong(typed);
        file = Optional.ofNullable(context.getProperty("luafcgid.var"))
                .map(var -> new ReadyFile(Path.of(var, "ready")));
        watch = new StartWatch(this::look, LIMIT, new StartWatch.Outcome(this::ready, this::failed));
        if (!Boolean.parseBoolean(context.getProperty("luafcgid.check"))) {
            watch.start();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFront(Front front, Map<String, Object> properties) {
        Optional<String> pid =
                Optional.ofNullable(properties.get(Constants.SERVICE_PID)).map(Object::toString);
        fronts.put(front, new Readiness.Present(pid, front));
        watch.changed();
    }

    void removeFront(Front front) {
        fronts.remove(front);
        watch.changed();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addResponder(Responder responder) {
        responders.incrementAndGet();
        watch.changed();
    }

    void removeResponder(Responder responder) {
        responders.decrementAndGet();
        watch.changed();
    }

    @Deactivate
    synchronized void close() throws IOException {
        closed = true;
        watch.close();
        if (file.isPresent()) {
            file.get().delete();
        }
    }

    private Readiness look() {
        return new Readiness(
                configured.list(), List.copyOf(fronts.values()), responders.get() > 0, failed.firstCause());
    }

    private synchronized void ready(Readiness readiness) {
        if (closed) {
            return;
        }
        String line = "luafcgid ready: " + String.join(" ", readiness.serving()) + " in "
                + (System.currentTimeMillis() - started) + " ms";
        System.out.println(line);
        log.show();
        if (!Boolean.parseBoolean(context.getProperty("luafcgid.development"))) {
            // In development the log is on the same screen.
            LOGGER.log(Level.INFO, line);
        }
        try {
            if (file.isPresent()) {
                file.get().write(line);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "{0} cannot be written: {1}", file.get().path(), e);
        }
    }

    private synchronized void failed(String reason) {
        if (!closed) {
            if (reason.endsWith(StartWatch.SEE_LOG)) {
                log.show();
            }
            Abort.because(context, reason, Abort.UNAVAILABLE);
        }
    }
}
