package luafcgid.protocol;

import java.io.IOException;

/** Answers requests. One is registered as a service; every front (FastCGI, HTTP) calls the same one. */
@FunctionalInterface
public interface Responder {
    /**
     * Answers one request. Called when the parameters are complete, the body perhaps not, on a thread of the {@link
     * RequestExecutor}; the request ends when this returns. May be called by many threads at once.
     *
     * @throws IOException when the peer has gone or stopped reading; nothing can be answered then
     */
    void respond(Request request, Response response) throws IOException;
}
