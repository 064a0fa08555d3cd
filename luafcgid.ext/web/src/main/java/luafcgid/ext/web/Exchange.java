package luafcgid.ext.web;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import luafcgid.ext.web.cgi.MalformedHeaderException;
import luafcgid.ext.web.files.Listing;
import luafcgid.ext.web.files.Resource;
import luafcgid.ext.web.page.FolderPage;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.transport.RequestBody;

/**
 * One request and its response. Created on an I/O thread, run once on a thread of the executor; files are read there too, so that
 * a slow disk holds up nobody else.
 */
final class Exchange implements RequestExecutor.Task {
    private static final System.Logger LOG = System.getLogger("luafcgid.ext.web");

    private final HttpConnection connection;
    private final Channel channel;
    private final HttpRequest head;
    private final Gateway gateway;
    private final Pages pages;
    private final RequestBody body;
    private final Outlet outlet;
    private final Signals signals = new Signals();
    /** The client holds its body back until it is asked for it, or until the response. */
    private volatile boolean uninvited;

    private volatile boolean spoiled;
    private volatile long awaitedSince = System.nanoTime();

    Exchange(HttpConnection connection, Channel channel, HttpRequest head, Gateway gateway, RequestBody body) {
        this.connection = connection;
        this.channel = channel;
        this.head = head;
        this.gateway = gateway;
        this.pages = new Pages(gateway.software());
        this.body = body;
        this.uninvited = HttpUtil.is100ContinueExpected(head);
        // Whether a client that was not asked still sends its body is its own choice: what follows could be either.
        this.outlet = new Outlet(channel, head, () -> !connection.isClosing() && (!uninvited || body.hasEnded()));
    }

    RequestBody body() {
        return body;
    }

    Outlet outlet() {
        return outlet;
    }

    @Override
    public boolean isAborted() {
        return signals.isAborted();
    }

    @Override
    public void requestMove() {
        signals.requestMove();
    }

    /** The client has gone, or is given up. I/O thread. */
    void abort(String why) {
        body.abort(why);
        outlet.abort();
        signals.abort();
    }

    /** The rest of the body cannot be read. I/O thread. */
    void spoil() {
        spoiled = true;
        body.abort("the client sent a malformed body");
    }

    /** Whether the client has owed its body for so long. I/O thread. */
    boolean waitsLongerThan(long nanos) {
        return !uninvited && System.nanoTime() - awaitedSince >= nanos;
    }

    @Override
    public void run() {
        try {
            answer();
            outlet.end();
        } catch (RequestAbortedException e) {
            LOG.log(Level.DEBUG, () -> describe() + ": " + e.getMessage());
            if (spoiled) {
                instead(HttpResponseStatus.BAD_REQUEST, "The body of this request cannot be read.");
            }
        } catch (BodyTooLargeException e) {
            LOG.log(Level.DEBUG, () -> describe() + ": " + e.getMessage());
            instead(
                    HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                    "The body of this request is longer than the " + e.limit() + " bytes that are taken.");
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, () -> describe() + " failed", e);
            instead(HttpResponseStatus.INTERNAL_SERVER_ERROR, "The request failed; the log says why.");
        } finally {
            finish();
        }
    }

    @Override
    public void reject(RequestExecutor.Rejection reason) {
        try {
            String message =
                    switch (reason) {
                        case QUEUE_FULL -> "As many requests as may wait are waiting already. Try again.";
                        case WAITED_TOO_LONG -> "All workers were busy for too long. Try again.";
                        case STOPPING -> "The server is stopping.";
                    };
            instead(HttpResponseStatus.SERVICE_UNAVAILABLE, message);
        } finally {
            finish();
        }
    }

    /** Answers, without a thread of the executor, a request that could not be read. */
    void refuse(HttpResponseStatus status, String message) {
        instead(status, message);
        finish();
    }

    private void finish() {
        signals.end();
        body.release();
        outlet.release();
        connection.finished(this);
    }

    /** Sends an error page in place of the response, while that is possible. */
    private void instead(HttpResponseStatus status, String message) {
        if (!outlet.reset()) {
            return;
        }
        try {
            HttpHeaders headers = pages.headers();
            if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
                headers.set(HttpHeaderNames.RETRY_AFTER, 1);
            }
            pages.error(outlet, status, headers, message, "");
            outlet.end();
        } catch (RequestAbortedException e) {
            LOG.log(Level.DEBUG, () -> describe() + ": " + e.getMessage());
        }
    }

    private void answer() throws IOException {
        Target target;
        try {
            target = Target.of(head);
        } catch (IllegalArgumentException e) {
            pages.error(outlet, HttpResponseStatus.BAD_REQUEST, "This request cannot be read: " + e.getMessage() + ".");
            return;
        }
        if (head.headers().contains(HttpHeaderNames.EXPECT) && !uninvited && !outlet.isHttp10()) {
            pages.error(outlet, HttpResponseStatus.EXPECTATION_FAILED, "Only 100-continue can be expected.");
            return;
        }
        Settings settings = gateway.settings().get();
        Resource resource = settings.site().resolve(target.path());
        if (resource instanceof Resource.Script script) {
            script(target, settings, script);
        } else if (resource instanceof Resource.Missing) {
            pages.error(outlet, HttpResponseStatus.NOT_FOUND, "There is nothing at this address.");
        } else if (resource instanceof Resource.Forbidden) {
            pages.error(outlet, HttpResponseStatus.FORBIDDEN, "This address is not served.");
        } else if (!head.method().equals(HttpMethod.GET) && !outlet.isHead()) {
            HttpHeaders headers = pages.headers();
            headers.set(HttpHeaderNames.ALLOW, "GET, HEAD");
            String message = "This is not a script: it can only be read.";
            pages.error(outlet, HttpResponseStatus.METHOD_NOT_ALLOWED, headers, message, "");
        } else if (resource instanceof Resource.Plain plain) {
            new FileResponse(pages, plain, head, outlet).send();
        } else if (resource instanceof Resource.Redirect redirect) {
            redirect(target, redirect);
        } else if (resource instanceof Resource.Folder folder) {
            String path =
                    new String(target.path().decoded().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            String html = new FolderPage(path, Listing.of(folder)).html(gateway.software());
            pages.page(outlet, HttpResponseStatus.OK, pages.headers(), html);
        }
    }

    private void redirect(Target target, Resource.Redirect redirect) throws RequestAbortedException {
        HttpHeaders headers = pages.headers();
        String query = target.query().isEmpty() ? "" : "?" + target.query();
        headers.set(HttpHeaderNames.LOCATION, redirect.location() + query);
        pages.error(
                outlet, HttpResponseStatus.MOVED_PERMANENTLY, headers, "This is a folder; its address ends in /.", "");
    }

    private void script(Target target, Settings settings, Resource.Script script) throws IOException {
        String name = LogStream.printable(script.name());
        ScriptRequest request = new ScriptRequest(
                ScriptVariables.of(head, target, script, settings.site().root(), channel, gateway.software()),
                body,
                this::invite,
                signals,
                outlet);
        ScriptResponse response = new ScriptResponse(
                outlet, pages::headers, new LogStream(line -> LOG.log(Level.WARNING, () -> name + ": " + line)));
        try {
            gateway.responder().respond(request, response);
            response.end();
        } catch (MalformedHeaderException e) {
            if (signals.isAborted()) {
                throw new RequestAbortedException("the client has gone");
            }
            LOG.log(Level.ERROR, () -> name + ": malformed response: " + LogStream.printable(e.getMessage()));
            pages.error(
                    outlet,
                    HttpResponseStatus.INTERNAL_SERVER_ERROR,
                    pages.headers(),
                    "The script's output does not start with a header block: lines of the form Name: value, then an empty line.",
                    e.getMessage());
        }
    }

    private void invite() {
        if (uninvited) {
            uninvited = false;
            awaitedSince = System.nanoTime();
            if (body.needsMore() && outlet.stage() != Outlet.Stage.SENT) {
                outlet.proceed();
            }
        }
    }

    private String describe() {
        return LogStream.printable(head.method() + " " + head.uri());
    }
}
