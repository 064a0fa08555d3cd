package luafcgid.protocol.server;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import luafcgid.protocol.AllowedPeers;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
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
                description = "/path.sock, unix:/path, HOST:PORT, :PORT for the loopback interface, fd:N, or off")
        String address();

        @AttributeDefinition(description = "connections that may wait to be accepted")
        int backlog() default 1024;

        @AttributeDefinition(description = "mode of a Unix socket's file, octal")
        String mode() default "0660";

        @AttributeDefinition(
                description = "owner of a Unix socket's file, name or number; empty for luafcgid's own user")
        String owner() default "";

        @AttributeDefinition(description = "group of a Unix socket's file, name or number; empty for luafcgid's own")
        String group() default "";

        @AttributeDefinition(description = "IP addresses and CIDR blocks of TCP peers that may connect; none means any")
        String[] allowed() default {};

        @AttributeDefinition(description = "seconds that requests in progress have to end when the listener closes")
        int drain() default 10;
    }

    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.Listener");
    private static final String OFF = "off";

    private final ListenerService service;

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
        ListenerSettings settings = settings(config);
        Application application = new Application(responder, executor, spool, limits::current);
        service = new ListenerService(
                wanted -> new Listener(wanted, transport, application),
                front -> context.registerService(Front.class, front, FrameworkUtil.asDictionary(properties))
                        ::unregister);
        service.apply(settings);
    }

    /** A mistake leaves the listener as it is. */
    @Modified
    void modified(Config config) {
        try {
            service.apply(settings(config));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "{0}; the former settings stay", e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        service.close();
    }

    /** Null when nothing is to listen; the rest of the configuration is looked at nevertheless. */
    private static @Nullable ListenerSettings settings(Config config) {
        if (config.backlog() < 1) {
            throw invalid("backlog=" + config.backlog() + " is not 1 or more");
        }
        if (config.drain() < 0) {
            throw invalid("drain=" + config.drain() + " is not 0 or more seconds");
        }
        try {
            SocketAccess access = new SocketAccess(config.mode(), config.owner(), config.group());
            AllowedPeers allowed = AllowedPeers.parse(List.of(config.allowed()));
            return config.address().equals(OFF)
                    ? null
                    : new ListenerSettings(
                            ListenAddress.parse(config.address()),
                            config.backlog(),
                            access,
                            allowed,
                            Duration.ofSeconds(config.drain()));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("luafcgid.protocol.Listener: " + what);
    }
}
