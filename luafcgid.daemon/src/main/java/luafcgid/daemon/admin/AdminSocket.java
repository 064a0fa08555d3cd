package luafcgid.daemon.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import luafcgid.daemon.log.Abort;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Runs commands that come in at {@code VAR/admin.sock}. */
@Component(name = "luafcgid.daemon.Admin", service = AdminSocket.class, immediate = true)
public final class AdminSocket {
    private final Optional<AdminServer> server;

    @Activate
    public AdminSocket(BundleContext context, @Reference CommandProcessor processor) {
        server = Optional.ofNullable(context.getProperty("luafcgid.var"))
                .filter(var -> !Boolean.parseBoolean(context.getProperty("luafcgid.check")))
                .flatMap(var -> open(context, Path.of(var, "admin.sock"), processor));
    }

    @Deactivate
    void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    private static Optional<AdminServer> open(BundleContext context, Path path, CommandProcessor processor) {
        try {
            return Optional.of(new AdminServer(path, processor, AdminServer.REQUEST_TIME));
        } catch (IOException e) {
            Abort.because(context, e.getMessage() == null ? e.toString() : e.getMessage(), Abort.UNAVAILABLE);
            return Optional.empty();
        }
    }
}
