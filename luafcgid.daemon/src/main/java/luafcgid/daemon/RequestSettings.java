package luafcgid.daemon;

import java.util.List;

/**
 * What configuration says about answering a request.
 *
 * @param handler     the name of the global function that is called
 * @param httpStatus  the status of a response whose script sets none
 * @param contentType the type of a response whose script sets none
 * @param headers     lines sent with every response, each without its line end
 * @param buffering   whether the body is collected until the script ends or flushes
 * @param maxPost     bytes of a request's body; more is answered 413
 * @param showErrors  whether error pages show message, traceback and source
 */
public record RequestSettings(
        String handler,
        String httpStatus,
        String contentType,
        List<String> headers,
        boolean buffering,
        long maxPost,
        boolean showErrors) {
    public static final RequestSettings DEFAULT =
            new RequestSettings("main", "200 OK", "text/html", List.of("X-Powered-By: Lua"), true, 8 << 20, false);

    public RequestSettings {
        headers = List.copyOf(headers);
    }
}
