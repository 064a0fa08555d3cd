package luafcgid.daemon.respond;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import luafcgid.daemon.Convention;
import luafcgid.daemon.HttpStatus;
import luafcgid.daemon.RefusedException;
import luafcgid.daemon.RequestSettings;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StatePool;
import luafcgid.lua.StopReason;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;

/** Finds the script of a request, takes a state of it and has a convention run it there. */
public final class ScriptResponder implements Responder {
    private static final System.Logger LOG = System.getLogger("luafcgid.daemon.Responder");

    private final StatePool pool;
    private final Convention convention;
    private final RequestSettings settings;
    private final ErrorPages pages;
    private final long watchdog;
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();

    /** @param watchdog nanoseconds that a request may take, 0 for any */
    public ScriptResponder(StatePool pool, Convention convention, RequestSettings settings, long watchdog) {
        this.pool = pool;
        this.convention = convention;
        this.settings = settings;
        this.pages = new ErrorPages(settings.showErrors());
        this.watchdog = watchdog;
    }

    /** Requests so far. */
    public long requests() {
        return requests.sum();
    }

    /** Requests so far that ended with an error page or were stopped. */
    public long errors() {
        return errors.sum();
    }

    @Override
    public void respond(Request request, Response response) throws IOException {
        requests.increment();
        try {
            run(script(request), request, response);
        } catch (RefusedException e) {
            errors.increment();
            pages.refused(response, e.status(), e.getMessage());
        } catch (ScriptException e) {
            errors.increment();
            answer(e, request, response);
        }
    }

    private void run(Path script, Request request, Response response)
            throws IOException, ScriptException, RefusedException {
        long deadline = watchdog == 0 ? Long.MAX_VALUE : System.nanoTime() + watchdog;
        try (Lease lease = pool.claim(script, deadline)) {
            request.onMove(lease::requestMove);
            request.onAbort(() -> lease.requestStop(StopReason.ABORTED));
            convention.respond(lease.state(), request, response, settings);
        }
    }

    private static Path script(Request request) throws RefusedException {
        String name = ScriptName.of(request.params());
        if (name == null) {
            LOG.log(
                    Level.ERROR,
                    "A request came without SCRIPT_FILENAME; have the web server send it (nginx: fastcgi_param"
                            + " SCRIPT_FILENAME $document_root$fastcgi_script_name)");
            throw new RefusedException(
                    HttpStatus.INTERNAL_SERVER_ERROR, "The web server did not say which script to run.");
        }
        try {
            Path path = Path.of(name);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Such a file cannot exist.
        }
        throw new RefusedException(HttpStatus.NOT_FOUND, "There is no such script here.");
    }

    private void answer(ScriptException e, Request request, Response response) throws IOException {
        switch (e.kind()) {
            case NOT_FOUND -> pages.refused(response, HttpStatus.NOT_FOUND, "There is no such script here.");
            case FORBIDDEN -> {
                LOG.log(Level.WARNING, "{0}", e.getMessage());
                pages.refused(response, HttpStatus.FORBIDDEN, "This is not a script that may be run.");
            }
            case BUSY ->
                pages.refused(response, HttpStatus.SERVICE_UNAVAILABLE, "The server is busy. Please try again.");
            case LOAD, ERROR -> {
                log(e);
                pages.failed(response, HttpStatus.INTERNAL_SERVER_ERROR, e);
            }
            case STOPPED -> {
                if (request.isAborted()) {
                    LOG.log(Level.DEBUG, "Stopped, since the client has gone: {0}", ScriptName.of(request.params()));
                    throw new RequestAbortedException("the client has gone");
                }
                log(e);
                pages.failed(response, HttpStatus.GATEWAY_TIMEOUT, e);
            }
        }
    }

    private static void log(ScriptException e) {
        if (e.traceback().frames().isEmpty()) {
            LOG.log(Level.ERROR, e.getMessage());
        } else {
            LOG.log(Level.ERROR, e.getMessage(), e);
        }
    }
}
