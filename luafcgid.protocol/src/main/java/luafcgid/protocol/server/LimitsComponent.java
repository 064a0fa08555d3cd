package luafcgid.protocol.server;

import java.lang.System.Logger.Level;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The limits of all listeners, as configured. A change counts for the connections that begin after it. */
@Component(name = "luafcgid.protocol.Limits", service = LimitsComponent.class)
@Designate(ocd = LimitsComponent.Config.class)
public final class LimitsComponent {
    /** Settings of {@code luafcgid.protocol.Limits}. Times are in seconds; 0 means any time. */
    @ObjectClassDefinition(name = "luafcgid limits of web servers")
    public @interface Config {
        @AttributeDefinition(description = "connections of one listener; more wait, and idle ones are closed for them")
        int connections() default 16_384;

        @AttributeDefinition(description = "requests in progress on one connection; more are answered OVERLOADED")
        int requests() default 1024;

        @AttributeDefinition(description = "bytes of parameters of one request; more are answered 431")
        int params() default 1 << 20;

        @AttributeDefinition(description = "parameters of one request; more are answered 431")
        int pairs() default 1024;

        @AttributeDefinition(
                description = "bytes of parameters of all requests of one listener, where a connection's only request"
                        + " has more than 16 KB, or a connection has several; more are answered OVERLOADED")
        long pending() default 64 << 20;

        @AttributeDefinition(
                description = "bytes of finished answers that a web server has not read, before its"
                        + " connection is read no further")
        int output() default 1 << 20;

        @AttributeDefinition(description = "bytes that are read and thrown away after the last response")
        long drain() default 128 << 20;

        @AttributeDefinition(description = "seconds from a connection's beginning to its first byte")
        double firstbyte() default 10;

        @AttributeDefinition(description = "seconds between two bytes of a record, of parameters or of a body")
        double pause() default 60;

        @AttributeDefinition(description = "seconds for a record, and for a request's parameters, to be complete")
        double complete() default 30;

        @AttributeDefinition(description = "seconds without a request on a kept connection")
        double idle() default 600;

        @AttributeDefinition(description = "seconds in which a web server takes nothing of what is sent to it")
        double stall() default 60;
    }

    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.Limits");

    private volatile Limits limits;

    @Activate
    public LimitsComponent(Config config) {
        limits = limits(config);
        warn();
    }

    @Modified
    void modified(Config config) {
        limits = limits(config);
        warn();
    }

    private void warn() {
        OpenFiles.objection(limits.connections(), OpenFiles.limit()).ifPresent(why -> LOG.log(Level.WARNING, why));
    }

    Limits current() {
        return limits;
    }

    private static Limits limits(Config config) {
        return new Limits(
                (int) atLeast(1, "connections", config.connections()),
                (int) atLeast(1, "requests", config.requests()),
                (int) atLeast(1024, "params", config.params()),
                (int) atLeast(1, "pairs", config.pairs()),
                atLeast(1024, "pending", config.pending()),
                (int) atLeast(1, "output", config.output()),
                atLeast(0, "drain", config.drain()),
                millis("firstbyte", config.firstbyte()),
                millis("pause", config.pause()),
                millis("complete", config.complete()),
                millis("idle", config.idle()),
                millis("stall", config.stall()));
    }

    private static long atLeast(long least, String key, long value) {
        if (value < least) {
            throw invalid(key, value, least + " or more");
        }
        return value;
    }

    private static long millis(String key, double seconds) {
        if (!(seconds >= 0 && seconds <= 1e9)) {
            throw invalid(key, seconds, "0 or more seconds");
        }
        return Math.round(seconds * 1000);
    }

    private static IllegalArgumentException invalid(String key, Object value, String allowed) {
        return new IllegalArgumentException("luafcgid.protocol.Limits: " + key + "=" + value + " is not " + allowed);
    }
}
