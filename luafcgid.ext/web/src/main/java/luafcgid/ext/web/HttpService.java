package luafcgid.ext.web;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Serves as configured, and tells by a {@link Front} what came of it. One thread at a time. */
final class HttpService {
    private static final System.Logger LOG = System.getLogger("luafcgid.ext.web");

    /** As long as a stop of the daemon may reasonably take. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transport transport;
    private final Gateway gateway;
    private final Function<Front, Runnable> registry;
    private volatile @Nullable Settings settings;
    private String address = "";
    private @Nullable HttpServer server;
    private Runnable unregister = () -> {};

    /** The configuration, as it was written. */
    record Configuration(String address, String root, List<String> index, int maxheader, int idle) {
        Configuration {
            index = List.copyOf(index);
        }
    }

    /** @param registry registers a front and returns what takes it back */
    HttpService(
            Transport transport,
            RequestExecutor executor,
            Responder responder,
            Spool spool,
            String software,
            Function<Front, Runnable> registry) {
        this.transport = transport;
        this.gateway = new Gateway(executor, responder, spool, this::settings, software);
        this.registry = registry;
    }

    private Settings settings() {
        Settings now = settings;
        if (now == null) {
            throw new IllegalStateException("a connection came before its settings");
        }
        return now;
    }

    /** Takes a configuration over. One that is not valid is told in the log, and by the front when nothing is served yet. */
    void apply(Configuration wanted) {
        String text = wanted.address().strip();
        if (text.equalsIgnoreCase("off")) {
            close();
            return;
        }
        ListenAddress.Tcp tcp;
        Settings next;
        try {
            tcp = tcp(text);
            next = Settings.of(wanted.root(), wanted.index(), wanted.maxheader(), wanted.idle());
        } catch (IllegalArgumentException e) {
            fail(text, String.valueOf(e.getMessage()));
            return;
        }
        settings = next;
        if (server == null || !text.equals(address)) {
            listen(text, tcp);
        }
    }

    private static ListenAddress.Tcp tcp(String text) {
        if (ListenAddress.parse(text) instanceof ListenAddress.Tcp tcp) {
            return tcp;
        }
        throw new IllegalArgumentException(
                "address '" + text + "': HTTP needs a TCP port; write HOST:PORT, :PORT or off");
    }

    /** The old address is kept until the new one is there, unless they may exclude each other. */
    private void listen(String text, ListenAddress.Tcp tcp) {
        HttpServer old = server;
        if (old != null && old.port() == tcp.port()) {
            old.stopAccepting();
        }
        HttpServer next;
        try {
            next = new HttpServer(transport, tcp, gateway);
        } catch (IOException e) {
            if (old != null && old.port() == tcp.port()) {
                close();
            }
            fail(text, refusal(tcp, e));
            return;
        }
        unregister.run();
        server = next;
        address = text;
        Front front = HttpFront.serving("http://" + new ListenAddress.Tcp(tcp.host(), next.port()) + "/");
        unregister = registry.apply(front);
        LOG.log(Level.INFO, () -> "serving " + settings().site().root() + " at " + front.address());
        if (old != null) {
            old.close(PATIENCE);
        }
    }

    private static String refusal(ListenAddress.Tcp address, IOException e) {
        String message = String.valueOf(e.getMessage());
        String why = message.toLowerCase(Locale.ROOT).contains("address already in use")
                ? " is in use; choose another with --http HOST:PORT or --http off, or stop what listens there"
                : " cannot be bound (" + message + "); choose another with --http HOST:PORT or --http off";
        return "address " + address + why;
    }

    private void fail(String text, String why) {
        LOG.log(Level.ERROR, () -> LogStream.printable(why));
        if (server == null) {
            unregister.run();
            unregister = registry.apply(HttpFront.failed("http://" + text + "/", why));
        }
    }

    /** Stops serving; requests that run may end. */
    void close() {
        unregister.run();
        unregister = () -> {};
        HttpServer old = server;
        server = null;
        if (old != null) {
            old.close(PATIENCE);
            LOG.log(Level.INFO, () -> "stopped serving at " + address);
        }
    }
}
