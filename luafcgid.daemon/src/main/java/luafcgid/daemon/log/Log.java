package luafcgid.daemon.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Installs the log where the configuration says. */
@Component(
        name = "luafcgid.daemon.Log",
        service = Log.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = Log.Config.class)
public final class Log {
    /** Configuration {@code luafcgid.daemon.Log}. */
    @ObjectClassDefinition(name = "luafcgid log")
    public @interface Config {
        @AttributeDefinition(description = "auto: on standard error in development only; on; off")
        String console() default "auto";

        @AttributeDefinition(description = "auto: VAR/log/luafcgid.log, but none in development; off; or a path")
        String file() default "auto";

        @AttributeDefinition(description = "What is logged at least: OFF, ERROR, WARN, INFO, DEBUG or TRACE")
        String level() default "INFO";

        @AttributeDefinition(description = "Levels of single loggers and those below them, each logger=LEVEL")
        String[] levels() default {};

        @AttributeDefinition(description = "Size in bytes at which the file is rotated")
        long rotate_size() default 10L << 20;

        @AttributeDefinition(description = "How many files are kept, the current one included")
        int rotate_count() default 5;
    }

    private static final System.Logger LOGGER = System.getLogger("luafcgid.daemon.Log");

    private final BundleContext context;
    private final Optional<OsgiEntries> entries;
    private final List<HeldOutput> held = new ArrayList<>();
    private Optional<Sinks> sinks;

    @Activate
    public Log(
            BundleContext context,
            Config config,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    LogReaderService reader) {
        this.context = context;
        sinks = start(config);
        entries = Optional.ofNullable(reader).map(OsgiEntries::new);
    }

    @Modified
    synchronized void modified(Config config) {
        try {
            LogSettings settings = settings(config);
            List<LineOutput> outputs = settings.outputs();
            sinks.ifPresent(Sinks::close);
            sinks = Optional.of(settings.open(outputs));
        } catch (IllegalArgumentException | IOException e) {
            LOGGER.log(Level.ERROR, "luafcgid.daemon.Log: {0}", e.getMessage());
        }
    }

    /** The start is over: what the console did not show of it yet, it shows now. */
    public synchronized void show() {
        for (HeldOutput output : held) {
            try {
                output.release();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "the console cannot be written: {0}", e.getMessage());
            }
        }
        held.clear();
    }

    @Deactivate
    synchronized void close() {
        entries.ifPresent(OsgiEntries::close);
        sinks.ifPresent(Sinks::close);
    }

    /** Without a log nobody would read why there is none. */
    private Optional<Sinks> start(Config config) {
        try {
            LogSettings settings = settings(config);
            return Optional.of(settings.open(
                    settings.outputs().stream().map(this::holdConsole).toList()));
        } catch (IllegalArgumentException e) {
            Abort.because(context, "luafcgid.daemon.Log: " + e.getMessage(), Abort.CONFIGURATION);
        } catch (IOException e) {
            Abort.because(context, "luafcgid.daemon.Log: " + e.getMessage(), Abort.UNAVAILABLE);
        }
        return Optional.empty();
    }

    private LineOutput holdConsole(LineOutput output) {
        if (!(output instanceof Console)) {
            return output;
        }
        boolean check = Boolean.parseBoolean(context.getProperty("luafcgid.check"));
        HeldOutput holding = new HeldOutput(output, () -> !check && !Abort.isUnderWay());
        held.add(holding);
        return holding;
    }

    private LogSettings settings(Config config) {
        boolean development = Boolean.parseBoolean(context.getProperty("luafcgid.development"));
        Optional<Path> var =
                Optional.ofNullable(context.getProperty("luafcgid.var")).map(Path::of);
        return new LogSettings(
                LogSettings.console(config.console(), development),
                LogSettings.file(config.file(), development, var),
                Levels.parse("level", config.level()),
                Levels.parse(List.of(config.levels())),
                config.rotate_size(),
                config.rotate_count());
    }
}
