package luafcgid.protocol.server;

import java.time.Duration;
import java.util.Map;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One listener per configuration {@code luafcgid.protocol.Listener~NAME}. */
@Component(
        name = "luafcgid.protocol.Listener",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {})
@Designate(ocd = ListenerComponent.Config.class, factory = true)
public final class ListenerComponent {
    /** Settings of {@code luafcgid.protocol.Listener~NAME}. */
    @ObjectClassDefinition(name = "luafcgid FastCGI listener")
    public @interface Config {
        @AttributeDefinition(
                description = "/path.sock, unix:/path, HOST:PORT, :PORT for the loopback interface, or off")
        String address();

        @AttributeDefinition(description = "connections that may wait to be accepted")
        int backlog() default 1024;

        @AttributeDefinition(description = "mode of a Unix socket's file, octal")
        String mode() default "0660";

        @AttributeDefinition(description = "seconds that requests in progress have to end when the listener closes")
        int drain() default 10;
    }

    private static final String OFF = "off";

    private final Duration drain;
    private final @Nullable Listener listener;
    private final @Nullable ServiceRegistration<Front> front;

    @Activate
    public ListenerComponent(
            BundleContext context,
            Config config,
            Map<String, Object> properties,
            @Reference Transport transport,
            @Reference Responder responder,
            @Reference RequestExecutor executor,
            @Reference Spool spool,
            @Reference LimitsComponent limits) {
        if (!config.mode().matches("0?[0-7]{3}")) {
            throw invalid("mode", config.mode(), "an octal mode such as 0660");
        }
        if (config.backlog() < 1) {
            throw invalid("backlog", config.backlog(), "1 or more");
        }
        if (config.drain() < 0) {
            throw invalid("drain", config.drain(), "0 or more seconds");
        }
        drain = Duration.ofSeconds(config.drain());
        if (config.address().equals(OFF)) {
            listener = null;
            front = null;
            return;
        }
        listener = new Listener(
                ListenAddress.parse(config.address()),
                config.backlog(),
                config.mode(),
                transport,
                new Application(responder, executor, spool, limits::current));
        front = context.registerService(Front.class, listener, FrameworkUtil.asDictionary(properties));
    }

    private static IllegalArgumentException invalid(String key, Object value, String allowed) {
        return new IllegalArgumentException("luafcgid.protocol.Listener: " + key + "=" + value + " is not " + allowed);
    }

    @Deactivate
    void deactivate() {
        if (front != null) {
            front.unregister();
        }
        if (listener != null) {
            listener.close(drain);
        }
    }
}
