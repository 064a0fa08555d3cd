package luafcgid.daemon.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import luafcgid.daemon.Version;
import luafcgid.daemon.deploy.DeployComponent;
import luafcgid.daemon.hooks.HooksComponent;
import luafcgid.daemon.respond.ResponderComponent;
import luafcgid.daemon.worker.Workers;
import luafcgid.daemon.worker.WorkersComponent;
import luafcgid.lua.Extensions;
import luafcgid.lua.StatePool;
import luafcgid.lua.StopReason;
import luafcgid.protocol.Front;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.Transport;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Commands that look at the running daemon and tidy its states. */
@Component(
        service = Commands.class,
        property = {
            "osgi.command.scope=luafcgid",
            "osgi.command.function=status",
            "osgi.command.function=states",
            "osgi.command.function=flush",
            "osgi.command.function=extensions",
            "osgi.command.function=get"
        })
public final class Commands {
    private final BundleContext context;
    private final StatePool pool;
    private final WorkersComponent workers;
    private final ResponderComponent responder;
    private final Transport transport;
    private final Spool spool;
    private final ExtensionRows extensions;
    private final HooksComponent hooks;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile Collection<Front> fronts = List.of();

    @Activate
    public Commands(
            BundleContext context,
            @Reference StatePool pool,
            @Reference WorkersComponent workers,
            @Reference ResponderComponent responder,
            @Reference Transport transport,
            @Reference Spool spool,
            @Reference Extensions extensions,
            @Reference DeployComponent deploy,
            @Reference HooksComponent hooks) {
        this.hooks = hooks;
        this.context = context;
        this.pool = pool;
        this.workers = workers;
        this.responder = responder;
        this.transport = transport;
        this.spool = spool;
        this.extensions = new ExtensionRows(extensions, deploy::artifacts);
    }

    @Descriptor("shows what the daemon does")
    public String status() {
        Workers w = workers.pool();
        List<StatePool.StateInfo> states = pool.states();
        Runtime runtime = Runtime.getRuntime();
        TextTable table = new TextTable("luafcgid", Version.TEXT);
        table.add("pid", ProcessHandle.current().pid());
        table.add("java", Runtime.version());
        table.add(
                "up", age(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())));
        table.add("threads", w.strategy());
        table.add("transport", transport.name());
        for (Front front : fronts) {
            table.add(
                    "front",
                    front.failure()
                            .map(why -> front.address() + " (" + why + ")")
                            .orElse(front.address()));
        }
        table.add(
                "requests",
                responder.current().requests() + ", errors "
                        + responder.current().errors());
        table.add(
                "workers",
                w.running() + " of " + w.threads() + " busy, " + w.waiting() + " requests waiting, " + w.rejected()
                        + " rejected");
        table.add(
                "states",
                states.size() + ", leased "
                        + states.stream().filter(StatePool.StateInfo::leased).count()
                        + "; closed since they kept too much: "
                        + pool.use().outgrown());
        table.add("stopped", stopped(pool.use().stops()));
        table.add(
                "given up",
                pool.use().stuck() + " threads that do not stop, " + pool.use().abandoned() + " so far");
        table.add("coroutines", pool.use().coroutines());
        table.add(
                "bodies",
                megabytes(spool.bytesInMemory()) + " in memory; " + spool.files() + " files with "
                        + megabytes(spool.bytesOnDisk()));
        table.add("extensions", extensions.summary());
        table.add("memory", ((runtime.totalMemory() - runtime.freeMemory()) >> 20) + " MB of heap in use");
        String scripts = pool.scripts().stream()
                .filter(script -> !script.error().isEmpty())
                .map(script -> "\n" + script.path() + " serves its previous version: " + script.error())
                .collect(Collectors.joining());
        String failed = hooks.failures().stream().map(line -> "\n" + line).collect(Collectors.joining());
        return table + scripts + failed + extensions.failures();
    }

    @Descriptor("lists the Lua modules of bundles, and what is wrong in ext/")
    public String extensions() {
        return extensions.table();
    }

    @Descriptor("lists the scripts and their states")
    public String states() {
        TextTable table = new TextTable("STATE", "USES", "AGE", "IDLE", "PROFILE", "SCRIPT");
        for (StatePool.StateInfo state : pool.states()) {
            table.add(
                    state.id(),
                    state.uses(),
                    age(state.age()),
                    state.leased() ? "leased" : age(state.idle()),
                    state.profile(),
                    state.script());
        }
        return table.toString();
    }

    @Descriptor("closes all states, so that every script is loaded anew")
    public String flush() {
        return pool.flush(script -> true) + " states flushed";
    }

    @Descriptor("closes the states of the scripts that match a path or a glob such as '/srv/www/*.lua'")
    public String flush(@Descriptor("path or glob") String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return pool.flush(matcher::matches) + " states flushed";
    }

    @Descriptor("sends one FastCGI request and shows the response: get [-p NAME=VALUE]... [-d TEXT|@FILE]"
            + " [--role ROLE] [--data FILE] PATH")
    public void get(CommandSession session, @Descriptor("options and a path, with a query if you like") String[] words)
            throws IOException {
        String root = context.getProperty("luafcgid.root");
        LocalRequest request = LocalRequest.of(Path.of(root == null ? "." : root), List.of(words));
        LocalExchange.run(LocalExchange.address(fronts), request, session.getConsole());
    }

    private static String stopped(Map<StopReason, Long> stops) {
        String reasons = stops.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "none" : reasons;
    }

    private static String megabytes(long bytes) {
        return ((bytes + (1 << 20) - 1) >> 20) + " MB";
    }

    private static String age(Duration d) {
        long s = d.toSeconds();
        if (s < 60) {
            return s + "s";
        }
        return s < 3600 ? s / 60 + "m" + s % 60 + "s" : s / 3600 + "h" + s % 3600 / 60 + "m";
    }
}
