package luafcgid.protocol.server;

import java.time.Duration;
import java.util.Optional;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One listener per configuration {@code luafcgid.protocol.Listener~NAME}. */
@Component(name = "luafcgid.protocol.Listener", configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
@Designate(ocd = ListenerComponent.Config.class, factory = true)
public final class ListenerComponent implements Front {
    /** Settings of {@code luafcgid.protocol.Listener~NAME}. */
    @ObjectClassDefinition(name = "luafcgid FastCGI listener")
    public @interface Config {
        @AttributeDefinition(description = "/path.sock, unix:/path, HOST:PORT, or :PORT for the loopback interface")
        String address();

        @AttributeDefinition(description = "connections that may wait to be accepted")
        int backlog() default 1024;

        @AttributeDefinition(description = "mode of a Unix socket's file, octal")
        String mode() default "0660";

        @AttributeDefinition(description = "seconds that requests in progress have to end when the listener closes")
        int drain() default 10;
    }

    private final Listener listener;
    private final Duration drain;

    @Activate
    public ListenerComponent(
            Config config,
            @Reference Transport transport,
            @Reference Responder responder,
            @Reference RequestExecutor executor) {
        if (!config.mode().matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException(
                    "luafcgid.protocol.Listener: mode=" + config.mode() + " is not an octal mode such as 0660");
        }
        if (config.backlog() < 1) {
            throw new IllegalArgumentException(
                    "luafcgid.protocol.Listener: backlog=" + config.backlog() + " is not 1 or more");
        }
        drain = Duration.ofSeconds(config.drain());
        listener = new Listener(
                ListenAddress.parse(config.address()),
                config.backlog(),
                config.mode(),
                transport,
                responder,
                executor,
                Limits.DEFAULT.requests());
    }

    @Deactivate
    void deactivate() {
        listener.close(drain);
    }

    @Override
    public String address() {
        return listener.address();
    }

    @Override
    public Optional<String> failure() {
        return listener.failure();
    }
}
