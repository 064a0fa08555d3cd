package luafcgid.protocol.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.SpoolSettings;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The spool as a service. */
@Component(name = "luafcgid.protocol.Spool", service = Spool.class)
@Designate(ocd = SpoolComponent.Config.class)
public final class SpoolComponent extends Spool {
    /** Settings of {@code luafcgid.protocol.Spool}. */
    @ObjectClassDefinition(name = "luafcgid spool")
    public @interface Config {
        @AttributeDefinition(description = "where bodies' files are; empty means 'body' in the var folder")
        String folder() default "";

        @AttributeDefinition(description = "bytes of one body that are kept in memory")
        int memory() default SpoolSettings.MEMORY;

        @AttributeDefinition(description = "bytes of all bodies that are kept in memory")
        long total() default SpoolSettings.TOTAL;

        @AttributeDefinition(description = "bytes that one body may have at all")
        long body() default SpoolSettings.BODY;

        @AttributeDefinition(description = "bytes that the files of all bodies may have")
        long disk() default SpoolSettings.DISK;
    }

    private final @Nullable String var;

    @Activate
    public SpoolComponent(BundleContext context, Config config) {
        super(settings(config, context.getProperty("luafcgid.var")));
        this.var = context.getProperty("luafcgid.var");
    }

    /** Bodies in flight stay where they are. */
    @Modified
    void modified(Config config) {
        settings(settings(config, var));
    }

    /** The folder may be gone when the daemon is; what bodies in flight have there has no name. */
    @Deactivate
    void deactivate() {
        try {
            Files.deleteIfExists(settings().folder());
        } catch (IOException e) {
            // It holds what is not ours.
        }
    }

    private static SpoolSettings settings(Config config, @Nullable String var) {
        return new SpoolSettings(
                folder(config.folder(), var), config.memory(), config.total(), config.body(), config.disk());
    }

    private static Path folder(String folder, @Nullable String var) {
        if (folder.isEmpty() && var == null) {
            throw new IllegalArgumentException(
                    "luafcgid.protocol.Spool: folder is not set, and there is no var folder (luafcgid.var); set it");
        }
        try {
            return (folder.isEmpty() ? Path.of(var, "body") : Path.of(folder)).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "luafcgid.protocol.Spool: folder=" + folder + " is not a path: " + e.getReason(), e);
        }
    }
}
