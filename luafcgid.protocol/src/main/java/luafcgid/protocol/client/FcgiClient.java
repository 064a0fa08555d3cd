package luafcgid.protocol.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.EndRequest;

/**
 * A connection to a FastCGI application, for any number of requests at once in any role. Any thread, platform or virtual;
 * nothing pins its carrier. The connection has an I/O thread of its own, a daemon, which ends when either side closes it.
 *
 * <p>An application that breaks the protocol breaks its connection: every call in progress, and every one begun afterwards,
 * gets a {@link luafcgid.protocol.ProtocolException} that names the record. One that closes the connection too early gets them
 * a {@link java.io.EOFException}.
 */
public final class FcgiClient implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final SocketLoop loop;
    private final Multiplexer calls;

    private FcgiClient(SocketLoop loop) {
        this.loop = loop;
        this.calls = loop.calls();
    }

    /**
     * Connects, with {@link FcgiLimits#DEFAULT}.
     *
     * @throws IOException naming the address when nobody listens there
     */
    public static FcgiClient connect(ListenAddress address) throws IOException {
        return connect(address, FcgiLimits.DEFAULT);
    }

    /**
     * Connects.
     *
     * @throws IOException naming the address when nobody listens there, or nobody accepts in time
     */
    public static FcgiClient connect(ListenAddress address, FcgiLimits limits) throws IOException {
        SocketLoop loop = new SocketLoop(address, limits);
        loop.start(limits.connect());
        return new FcgiClient(loop);
    }

    /**
     * Begins a request: sends BEGIN_REQUEST and all of PARAMS. Does not wait. Several may be in progress; an application that
     * takes one at a time ends the others with CANT_MPX_CONN, see {@link FcgiCall#end}.
     *
     * @param params         sent as UTF-8, in the map's order
     * @param keepConnection whether more requests are to follow; else the application closes the connection behind this one
     * @throws IllegalStateException after a request that does not keep the connection
     * @throws IOException           when the connection is broken or closed, or has 65535 requests in progress
     */
    public FcgiCall begin(Role role, Map<String, String> params, boolean keepConnection) throws IOException {
        return calls.begin(role, params, keepConnection, false);
    }

    /**
     * Sends one request in the Responder role and waits for its end.
     *
     * @param keepConnection whether more requests are to follow
     */
    public FcgiReply request(Map<String, String> params, byte[] body, boolean keepConnection) throws IOException {
        return request(Role.RESPONDER, params, body, NOTHING, keepConnection);
    }

    /**
     * Sends one request and waits for its end; its answer is collected meanwhile, up to {@link FcgiLimits#reply} bytes, so that
     * neither side can wait for the other. Otherwise as {@link #begin}.
     *
     * @param data FCGI_DATA, for the Filter role; nothing is sent of it in another
     */
    public FcgiReply request(Role role, Map<String, String> params, byte[] body, byte[] data, boolean keepConnection)
            throws IOException {
        try (FcgiCall call = calls.begin(role, params, keepConnection, true)) {
            send(call.stdin(), body);
            if (role == Role.FILTER) {
                send(call.data(), data);
            }
            EndRequest end = call.end();
            return new FcgiReply(
                    new String(call.stdout().readAllBytes(), StandardCharsets.ISO_8859_1),
                    new String(call.stderr().readAllBytes(), StandardCharsets.ISO_8859_1),
                    end.appStatus(),
                    end.protocolStatus());
        }
    }

    private static void send(OutputStream to, byte[] bytes) throws IOException {
        try (to) {
            to.write(bytes);
        }
    }

    /**
     * Asks the application for values (FCGI_GET_VALUES, section 4.1), as FCGI_MAX_CONNS, FCGI_MAX_REQS and FCGI_MPXS_CONNS.
     * Also while requests are in progress.
     *
     * @return those that it knows
     * @throws luafcgid.protocol.ProtocolException when it answers that it does not know GET_VALUES; that leaves the connection
     * whole
     */
    public Map<String, String> getValues(Collection<String> names) throws IOException {
        return calls.getValues(new LinkedHashSet<>(names));
    }

    /** Whether another request may be begun. The application may have closed its side all the same. */
    public boolean isOpen() {
        return calls.isOpen();
    }

    /** Closes the connection; calls in progress fail. A second time it does nothing. */
    @Override
    public void close() throws IOException {
        calls.broken(new IOException("this side has closed it"));
        loop.join();
    }
}
