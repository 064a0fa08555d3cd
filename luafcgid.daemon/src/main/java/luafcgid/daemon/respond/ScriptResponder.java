package luafcgid.daemon.respond;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import luafcgid.daemon.Convention;
import luafcgid.daemon.CutShortException;
import luafcgid.daemon.HttpStatus;
import luafcgid.daemon.RefusedException;
import luafcgid.daemon.RequestSettings;
import luafcgid.daemon.convention.Selection;
import luafcgid.daemon.exchange.Failure;
import luafcgid.daemon.exchange.RequestExchange;
import luafcgid.daemon.log.StderrLine;
import luafcgid.lua.Lease;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StatePool;
import luafcgid.lua.StopReason;
import luafcgid.lua.Traceback;
import luafcgid.protocol.LimitedLog;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import luafcgid.protocol.Role;
import org.jspecify.annotations.Nullable;

/** Finds the script of a request, takes a state of it and has a convention run it there. */
public final class ScriptResponder implements Responder {
    private static final System.Logger LOG = System.getLogger("luafcgid.daemon.Responder");
    private static final LimitedLog LIMITED = new LimitedLog(LOG, Duration.ofMinutes(1));

    private static final String NO_SCRIPT =
            "A request came without SCRIPT_FILENAME; have the web server send it (nginx: fastcgi_param"
                    + " SCRIPT_FILENAME $document_root$fastcgi_script_name)";
    private static final String NO_AUTHORIZER =
            "A request for an authorizer came without SCRIPT_FILENAME; name the script that answers those:"
                    + " authorizer=\"/path/script.lua\" in luafcgid.daemon.Responder";

    private final StatePool pool;
    private final Selection selection;
    private final RequestSettings settings;
    private final long watchdog;
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();

    /** @param watchdog nanoseconds that a request may take, 0 for any */
    public ScriptResponder(StatePool pool, Selection selection, RequestSettings settings, long watchdog) {
        this.pool = pool;
        this.selection = selection;
        this.settings = settings;
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
            Failure failure = run(script(request), request, response);
            if (failure != null) {
                failed(failure, request, response);
            }
        } catch (RefusedException e) {
            errors.increment();
            ErrorPages.refused(request, response, e.status(), e.getMessage());
        } catch (ScriptException e) {
            failed(new Failure(e, settings.showErrors(), false), request, response);
        } catch (CutShortException e) {
            errors.increment();
            cut(e, request, response);
        }
    }

    private void failed(Failure failure, Request request, Response response) throws IOException {
        errors.increment();
        report(failure.reason(), request, response);
        if (failure.answered()) {
            response.appStatus(1);
        } else {
            answer(failure, request, response);
        }
    }

    private @Nullable Failure run(Path script, Request request, Response response)
            throws IOException, ScriptException, RefusedException, CutShortException {
        long deadline = watchdog == 0 ? Long.MAX_VALUE : System.nanoTime() + watchdog;
        Convention convention = selection.of(script, request.params());
        Profile profile = convention.profile(request.params());
        try (Lease lease = pool.claim(script, profile, deadline, () -> abandon(request))) {
            request.onMove(lease::requestMove);
            request.onAbort(() -> lease.requestStop(StopReason.ABORTED));
            return RequestExchange.run(convention, script, lease.state(), request, response, settings);
        }
    }

    private void abandon(Request request) {
        errors.increment();
        request.abandon(HttpStatus.GATEWAY_TIMEOUT.toString());
    }

    private Path script(Request request) throws RefusedException {
        boolean authorizer = request.role() == Role.AUTHORIZER;
        if (authorizer && settings.authorizer().isPresent()) {
            return settings.authorizer().get();
        }
        String name = ScriptName.of(request.params());
        if (name == null) {
            LIMITED.log(Level.ERROR, "nameless " + request.role(), () -> authorizer ? NO_AUTHORIZER : NO_SCRIPT);
            throw new RefusedException(
                    HttpStatus.INTERNAL_SERVER_ERROR, "The web server did not say which script to run.");
        }
        if (ScriptName.isPossible(name)) {
            try {
                Path path = ScriptName.path(name);
                if (path.isAbsolute()) {
                    return path;
                }
            } catch (InvalidPathException e) {
                // Such a file cannot exist.
            }
        }
        throw new RefusedException(HttpStatus.NOT_FOUND, "There is no such script here.");
    }

    /** What of a failure goes to logs. */
    private void report(ScriptException e, Request request, Response response) throws IOException {
        switch (e.kind()) {
            case NOT_FOUND, BUSY -> {}
            case FORBIDDEN -> LIMITED.log(Level.WARNING, e.getMessage(), e::getMessage);
            case LOAD, ERROR -> log(e, response);
            case STOPPED -> {
                if (request.isAborted()) {
                    LOG.log(Level.DEBUG, "Stopped, since the client has gone: {0}", ScriptName.of(request.params()));
                    throw new RequestAbortedException("the client has gone");
                }
                log(e, response);
            }
        }
    }

    private void answer(Failure failure, Request request, Response response) throws IOException {
        ScriptException e = failure.reason();
        ErrorPages pages = new ErrorPages(failure.showErrors(), settings.showErrors());
        switch (e.kind()) {
            case NOT_FOUND ->
                ErrorPages.refused(request, response, HttpStatus.NOT_FOUND, "There is no such script here.");
            case FORBIDDEN ->
                ErrorPages.refused(request, response, HttpStatus.FORBIDDEN, "This is not a script that may be run.");
            case BUSY ->
                ErrorPages.refused(
                        request, response, HttpStatus.SERVICE_UNAVAILABLE, "The server is busy. Please try again.");
            case LOAD, ERROR -> pages.failed(request, response, HttpStatus.INTERNAL_SERVER_ERROR, e);
            case STOPPED -> pages.failed(request, response, status(e), e);
        }
    }

    /** Whether it took too long, took too much, or was in nobody's way but came at a bad time. */
    private static HttpStatus status(ScriptException e) {
        return switch (e.stopReason().orElse(StopReason.WATCHDOG)) {
            case WATCHDOG, CPU, ABORTED -> HttpStatus.GATEWAY_TIMEOUT;
            case ALLOCATION, OUTPUT -> HttpStatus.INTERNAL_SERVER_ERROR;
            case MEMORY, DRAIN -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    /** A page would become a part of the response that was begun. */
    private void cut(CutShortException e, Request request, Response response) throws IOException {
        response.appStatus(1);
        if (e.getCause() instanceof ScriptException failure) {
            report(failure, request, response);
        } else {
            String name = String.valueOf(ScriptName.of(request.params()));
            LIMITED.log(Level.WARNING, "cut " + name, () -> name + ": cut short: " + e.getMessage());
        }
        throw new RequestAbortedException("the response is cut short: " + e.getMessage());
    }

    private void log(ScriptException e, Response response) throws IOException {
        if (e.traceback().frames().isEmpty()) {
            LOG.log(Level.ERROR, e.getMessage());
        } else {
            LOG.log(Level.ERROR, e.getMessage(), e);
        }
        if (settings.stderr().errors()) {
            response.stderr().write(StderrLine.of(where(e) + e.getMessage()));
        }
    }

    /** A line of its own has no traceback below it: it says where a script was stopped. Errors say so themselves. */
    private static String where(ScriptException e) {
        if (e.kind() != ScriptException.Kind.STOPPED || e.traceback().frames().isEmpty()) {
            return "";
        }
        Traceback.Frame frame = e.traceback().frames().get(0);
        return frame.source() + (frame.line() > 0 ? ":" + frame.line() : "") + ": ";
    }
}
