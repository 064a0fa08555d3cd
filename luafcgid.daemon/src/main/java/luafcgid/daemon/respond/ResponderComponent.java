package luafcgid.daemon.respond;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import luafcgid.daemon.AccelLocation;
import luafcgid.daemon.Convention;
import luafcgid.daemon.RequestSettings;
import luafcgid.daemon.Stderr;
import luafcgid.daemon.convention.ConfiguredSelection;
import luafcgid.daemon.convention.Conventions;
import luafcgid.daemon.convention.Selection;
import luafcgid.daemon.deploy.Deployed;
import luafcgid.daemon.hooks.Started;
import luafcgid.lua.StatePool;
import luafcgid.protocol.Request;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The responder as a service. */
@Component(
        name = "luafcgid.daemon.Responder",
        service = {Responder.class, ResponderComponent.class},
        property = "conventions.cardinality.minimum:Integer=" + ResponderComponent.OWN_CONVENTIONS)
@Designate(ocd = ResponderComponent.Config.class)
public final class ResponderComponent implements Responder {
    /** Settings of {@code luafcgid.daemon.Responder}. */
    @ObjectClassDefinition(name = "luafcgid responder")
    public @interface Config {
        @AttributeDefinition(description = "seconds that a request may take; 0 for any")
        double watchdog() default 60;

        @AttributeDefinition(description = "whether error pages show message, traceback and source")
        boolean showerrors() default false;

        @AttributeDefinition(description = "whether a body is collected until the script ends or flushes")
        boolean buffering() default true;

        @AttributeDefinition(description = "bytes of a request's body; more is answered 413")
        long maxpost() default 8 << 20;

        @AttributeDefinition(
                description =
                        "what scripts are written for: luafcgid, luafcgid2, cgi, magnet, auto to see what they define, or what a bundle brings")
        String convention() default "auto";

        @AttributeDefinition(
                description =
                        "scripts that are written for others, each /FOLDER/=NAME, *SUFFIX=NAME or root:/FOLDER=NAME;"
                                + " the first that holds counts")
        String[] conventions() default {};

        @AttributeDefinition(description = "the global function that answers requests")
        String handler() default "main";

        @AttributeDefinition(description = "status of a response whose script sets none")
        String httpstatus() default "200 OK";

        @AttributeDefinition(description = "content type of a response whose script sets none")
        String contenttype() default "text/html";

        @AttributeDefinition(description = "header lines of every response")
        String[] headers() default {"X-Powered-By: Lua"};

        @AttributeDefinition(description = "bytes of a response's headers; more fails the script")
        int maxheader() default 64 << 10;

        @AttributeDefinition(description = "what the web server's error log is told: none, log, errors or all")
        String stderr() default "none";

        @AttributeDefinition(
                description = "the script that answers all requests in the Authorizer role; empty: SCRIPT_FILENAME")
        String authorizer() default "";

        @AttributeDefinition(description = "how con:sendfile sends: auto (by the web server where it can) or stream")
        String sendfile() default "auto";

        @AttributeDefinition(description = "internal locations of nginx, each /PREFIX/=/FOLDER/")
        String[] accel() default {};
    }

    /** How many conventions come with this bundle: no request is to come before they are there. */
    static final int OWN_CONVENTIONS = 5;

    private final StatePool pool;
    private final Conventions conventions = new Conventions();
    private volatile ScriptResponder responder;

    /**
     * Begins to answer.
     *
     * @param deployed without which scripts might miss libraries
     * @param started  without which they might miss what the hook has prepared
     */
    @Activate
    public ResponderComponent(
            Config config, @Reference StatePool pool, @Reference Deployed deployed, @Reference Started started) {
        this.pool = pool;
        this.responder = responder(config);
    }

    @Reference(name = "conventions", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(ServiceReference<Convention> reference, Convention convention) {
        conventions.add(reference, convention);
    }

    /** What its states hold of its bundle goes with them. */
    void remove(ServiceReference<Convention> reference, Convention convention) {
        conventions.remove(reference);
        pool.retire(convention.profile());
    }

    /** Requests in flight end with the settings that they began with. */
    @Modified
    void modified(Config config) {
        responder = responder(config);
    }

    private ScriptResponder responder(Config config) {
        if (!(config.watchdog() >= 0)) {
            throw invalid("watchdog", config.watchdog(), "0 or more seconds");
        }
        long watchdog = (long) (config.watchdog() * TimeUnit.SECONDS.toNanos(1));
        Selection selection =
                parsed(config.convention(), name -> new ConfiguredSelection(conventions, config.conventions(), name));
        return new ScriptResponder(pool, selection, settings(config), watchdog);
    }

    /** What the configuration says, validated. */
    static RequestSettings settings(Config config) {
        if (config.maxpost() < 0) {
            throw invalid("maxpost", config.maxpost(), "0 or more bytes");
        }
        if (config.maxheader() < 256) {
            throw invalid("maxheader", config.maxheader(), "256 or more bytes");
        }
        for (String line : config.headers()) {
            if (line.indexOf(':') < 1 || line.chars().anyMatch(c -> c < ' ')) {
                throw invalid("headers", line, "lines of the form NAME: VALUE");
            }
        }
        if (!config.sendfile().equals("auto") && !config.sendfile().equals("stream")) {
            throw invalid("sendfile", config.sendfile(), "auto or stream");
        }
        return new RequestSettings(
                config.handler(),
                config.httpstatus(),
                config.contenttype(),
                List.of(config.headers()),
                config.buffering(),
                config.maxpost(),
                config.maxheader(),
                config.showerrors(),
                parsed(config.stderr(), Stderr::of),
                config.sendfile().equals("auto"),
                Arrays.stream(config.accel())
                        .map(text -> parsed(text, AccelLocation::parse))
                        .toList(),
                authorizer(config.authorizer()));
    }

    private static Optional<Path> authorizer(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path script = Path.of(text);
            if (script.isAbsolute()) {
                return Optional.of(script);
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw invalid("authorizer", text, "the absolute path of a script");
    }

    private static <T> T parsed(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("luafcgid.daemon.Responder: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException invalid(String key, Object value, String allowed) {
        return new IllegalArgumentException("luafcgid.daemon.Responder: " + key + "=" + value + " is not " + allowed);
    }

    @Override
    public void respond(Request request, Response response) throws IOException {
        responder.respond(request, response);
    }

    /** What answers now, for the status. */
    public ScriptResponder current() {
        return responder;
    }
}
