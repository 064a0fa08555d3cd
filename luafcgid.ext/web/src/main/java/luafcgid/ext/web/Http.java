package luafcgid.ext.web;

import java.util.List;
import luafcgid.protocol.Front;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.Transport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The HTTP front. Serves while it has a configuration. */
@Component(
        name = "luafcgid.ext.web.Http",
        immediate = true,
        service = {},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Http.Config.class)
public final class Http {
    private final BundleContext context;
    private final HttpService service;

    /** See {@code conf/luafcgid.ext.web.Http.config}. */
    @ObjectClassDefinition(name = "luafcgid HTTP front", description = "Serves a folder over HTTP/1.1, for development")
    public @interface Config {
        @AttributeDefinition(description = "HOST:PORT, :PORT (loopback), or off")
        String address() default "127.0.0.1:8080";

        @AttributeDefinition(description = "The folder that is served; empty means the one given to 'luafcgid run'")
        String root() default "";

        @AttributeDefinition(description = "File names that answer for a folder, the first that exists")
        String[] index() default {"index.lua", "index.html"};

        @AttributeDefinition(description = "Bytes that a request line, and all headers together, may have")
        int maxheader() default 16384;

        @AttributeDefinition(description = "Seconds that a connection may wait for its client")
        int idle() default 60;
    }

    @Activate
    public Http(
            BundleContext context,
            @Reference Transport transport,
            @Reference RequestExecutor executor,
            @Reference Responder responder,
            @Reference Spool spool,
            Config config) {
        this.context = context;
        var version = context.getBundle().getVersion();
        String software = "luafcgid/" + version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        this.service = new HttpService(transport, executor, responder, spool, software, this::register);
        service.apply(configuration(config));
    }

    @Modified
    void modified(Config config) {
        service.apply(configuration(config));
    }

    @Deactivate
    void deactivate() {
        service.close();
    }

    private HttpService.Configuration configuration(Config config) {
        String root = config.root();
        if (root.isEmpty()) {
            root = String.valueOf(context.getProperty("luafcgid.root"));
        }
        return new HttpService.Configuration(
                config.address(), root, List.of(config.index()), config.maxheader(), config.idle());
    }

    private Runnable register(Front front) {
        ServiceRegistration<Front> registration = context.registerService(Front.class, front, null);
        return registration::unregister;
    }
}
