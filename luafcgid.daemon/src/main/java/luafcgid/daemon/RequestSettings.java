package luafcgid.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What configuration says about answering a request.
 *
 * @param handler     the name of the global function that is called
 * @param httpStatus  the status of a response whose script sets none; an authorizer that sets none denies
 * @param contentType the type of a response whose script sets none
 * @param headers     lines sent with every response, each without its line end
 * @param buffering   whether the body is collected until the script ends or flushes
 * @param maxPost     bytes of a request's body; more is answered 413
 * @param maxHeader   bytes of a response's header block; more fails the script
 * @param showErrors  whether error pages show message, traceback and source
 * @param stderr      what the web server's error log is told
 * @param offload     whether a web server that can is asked to send files itself
 * @param accel       where nginx finds files to send; none: it is not asked to
 * @param authorizer  the script that answers all requests in the Authorizer role; empty: the one that the web server names
 */
public record RequestSettings(
        String handler,
        String httpStatus,
        String contentType,
        List<String> headers,
        boolean buffering,
        long maxPost,
        int maxHeader,
        boolean showErrors,
        Stderr stderr,
        boolean offload,
        List<AccelLocation> accel,
        Optional<Path> authorizer) {
    public static final RequestSettings DEFAULT = new RequestSettings(
            "main",
            "200 OK",
            "text/html",
            List.of("X-Powered-By: Lua"),
            true,
            8 << 20,
            64 << 10,
            false,
            Stderr.NONE,
            true,
            List.of(),
            Optional.empty());

    public RequestSettings {
        headers = List.copyOf(headers);
        accel = List.copyOf(accel);
    }

    public RequestSettings withHttpStatus(String status) {
        return with(status, contentType, buffering, maxPost, showErrors);
    }

    public RequestSettings withContentType(String type) {
        return with(httpStatus, type, buffering, maxPost, showErrors);
    }

    public RequestSettings withBuffering(boolean on) {
        return with(httpStatus, contentType, on, maxPost, showErrors);
    }

    public RequestSettings withMaxPost(long bytes) {
        return with(httpStatus, contentType, buffering, bytes, showErrors);
    }

    public RequestSettings withShowErrors(boolean on) {
        return with(httpStatus, contentType, buffering, maxPost, on);
    }

    private RequestSettings with(
            String nextStatus, String nextType, boolean nextBuffering, long nextMaxPost, boolean nextShowErrors) {
        return new RequestSettings(
                handler,
                nextStatus,
                nextType,
                headers,
                nextBuffering,
                nextMaxPost,
                maxHeader,
                nextShowErrors,
                stderr,
                offload,
                accel,
                authorizer);
    }
}
