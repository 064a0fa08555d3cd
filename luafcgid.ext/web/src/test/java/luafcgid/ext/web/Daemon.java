package luafcgid.ext.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.Front;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.SpoolSettings;

/** What the front gets from the daemon, in a test: event loops, a few workers, a responder that the test sets. */
final class Daemon implements AutoCloseable {
    final List<Front> fronts = new CopyOnWriteArrayList<>();
    volatile Responder responder = Daemon::greet;
    volatile RequestExecutor executor;
    final HttpService service;
    final Spool spool;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Loops loops;
    private final Path root;

    Daemon(Path root) {
        this(root, Loops.nio());
    }

    Daemon(Path root, Loops loops) {
        this(root, loops, new Spool(SpoolSettings.in(root.resolve(".body"))));
    }

    Daemon(Path root, Loops loops, Spool spool) {
        this.spool = spool;
        this.loops = loops;
        this.root = root;
        this.executor = workers::execute;
        this.service = new HttpService(
                loops,
                task -> executor.execute(task),
                (request, response) -> responder.respond(request, response),
                spool,
                "luafcgid/test",
                front -> {
                    fronts.add(front);
                    return () -> fronts.remove(front);
                });
    }

    Daemon serve() {
        return serve("127.0.0.1:0", 60);
    }

    Daemon serve(String address, int idle) {
        service.apply(configuration(address, idle));
        return this;
    }

    HttpService.Configuration configuration(String address, int idle) {
        return new HttpService.Configuration(address, root.toString(), List.of("index.lua", "index.html"), 8192, idle);
    }

    private static void greet(Request request, Response response) throws IOException {
        Scripts.print(
                response,
                "Content-Type: text/plain\r\n\r\nhello " + request.params().get("SCRIPT_NAME", "?"));
    }

    URI uri(String path) {
        return URI.create(fronts.get(0).address()).resolve(path);
    }

    int port() {
        return uri("/").getPort();
    }

    @Override
    public void close() {
        service.close();
        workers.shutdownNow();
        loops.group().shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
