package luafcgid.ext.web;

import java.io.IOException;
import java.io.InputStream;
import luafcgid.protocol.Params;
import luafcgid.protocol.Request;
import luafcgid.protocol.Role;
import luafcgid.protocol.transport.RequestBody;

/** An HTTP request as a script's responder sees it. */
final class ScriptRequest implements Request {
    private final Params params;
    private final RequestBody source;
    private final InputStream body;
    private final Signals signals;
    private final Outlet outlet;

    /** @param invite asks the client for the body, if it waits to be asked; called before each read */
    ScriptRequest(Params params, RequestBody source, Runnable invite, Signals signals, Outlet outlet) {
        this.params = params;
        this.source = source;
        this.signals = signals;
        this.outlet = outlet;
        this.body = new InputStream() {
            @Override
            public int read() throws IOException {
                invite.run();
                return source.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                invite.run();
                return source.read(into, offset, length);
            }

            @Override
            public int available() {
                return source.available();
            }
        };
    }

    @Override
    public Role role() {
        return Role.RESPONDER;
    }

    @Override
    public Params params() {
        return params;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public long contentLength() {
        return source.announced();
    }

    @Override
    public InputStream data() {
        return InputStream.nullInputStream();
    }

    @Override
    public void limitBody(long bytes) {
        source.limit(bytes);
    }

    @Override
    public void cancel(String why) {
        source.abort(why);
        outlet.abort();
    }

    @Override
    public void abandon(String status) {
        source.abort("the request was given up");
        outlet.abandon();
    }

    @Override
    public boolean isComplete() {
        return source.isComplete();
    }

    @Override
    public boolean isAborted() {
        return signals.isAborted();
    }

    @Override
    public void onAbort(Runnable action) {
        signals.onAbort(action);
    }

    @Override
    public void onMove(Runnable action) {
        signals.onMove(action);
    }
}
