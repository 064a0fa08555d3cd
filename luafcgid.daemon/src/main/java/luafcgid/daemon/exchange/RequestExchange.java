package luafcgid.daemon.exchange;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.Consumer;
import luafcgid.daemon.Convention;
import luafcgid.daemon.CutShortException;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.RefusedException;
import luafcgid.daemon.RequestSettings;
import luafcgid.daemon.Version;
import luafcgid.daemon.log.StderrLine;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.protocol.Request;
import luafcgid.protocol.Response;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** An exchange with a web server. */
public final class RequestExchange implements Exchange {
    /** Bytes for the web server's error log that one request may write: fewer than are sent at once, so that they never block. */
    private static final int STDERR_LIMIT = 16 << 10;

    private static final String OVER = "this request has ended; what belongs to it must not be kept for a later one";
    private static final LuaValue VERSION = LuaValue.valueOf(Version.MAJOR);

    private final Path script;
    private final State state;
    private final Request request;
    private final ScriptResponse response;
    private RequestSettings settings;
    private @Nullable RequestInput input;
    /** Whether the request has ended as far as the script is concerned. */
    private boolean over;

    private int stderrBytes;
    private @Nullable Failure failure;

    private RequestExchange(Path script, State state, Request request, Response response, RequestSettings settings) {
        this.script = script;
        this.state = state;
        this.request = request;
        this.settings = settings;
        this.response = new ScriptResponse(script, state, request, response, settings, this::checkBody);
    }

    /**
     * Has a convention answer a request, and sends what it has written.
     *
     * @return how the script failed; null when it did not
     * @throws RefusedException  when the request cannot be given to a script or goes on in none; nothing of the response was sent then
     * @throws CutShortException when that happens, or the script fails, after a part of the response was sent
     * @throws IOException       when the web server has gone
     */
    public static @Nullable Failure run(
            Convention convention,
            Path script,
            State state,
            Request request,
            Response response,
            RequestSettings settings)
            throws RefusedException, CutShortException, IOException {
        RequestExchange exchange = new RequestExchange(script, state, request, response, settings);
        try {
            exchange.respond(convention);
            return exchange.failure;
        } catch (ScriptException e) {
            ScriptException explained = exchange.explained(e);
            if (exchange.response.isHeadSent()) {
                throw new CutShortException(explained);
            }
            return new Failure(explained, exchange.settings.showErrors(), false);
        } catch (RefusedException e) {
            if (exchange.response.isHeadSent()) {
                throw new CutShortException(e);
            }
            throw e;
        } finally {
            exchange.abandon();
        }
    }

    private void respond(Convention convention) throws ScriptException, RefusedException, IOException {
        try {
            convention.respond(this);
            end();
        } catch (Interruption interruption) {
            interruption.rethrow();
        }
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Path script() {
        return script;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public LuaTable variables(Consumer<LuaTable> more) {
        return new EnvTable(request.params(), request.role(), VERSION, more);
    }

    @Override
    public void header(String name, String value) {
        response.head().add(name, value);
    }

    @Override
    public void header(String line) {
        response.head().add(line);
    }

    @Override
    public void resetHeaders() {
        response.head().reset();
    }

    @Override
    public Varargs rest() {
        return input().rest();
    }

    @Override
    public Varargs piece(int most) {
        return input().piece(most);
    }

    @Override
    public Varargs data(int most) {
        return input().data(most);
    }

    @Override
    public RequestSettings settings() {
        return settings;
    }

    @Override
    public void settings(RequestSettings changed) {
        if (input != null && changed.maxPost() != settings.maxPost()) {
            throw new LuaError("setting 'maxpost' is settled once the body is being read");
        }
        boolean sameHead = changed.httpStatus().equals(settings.httpStatus())
                && changed.contentType().equals(settings.contentType());
        if (!sameHead) {
            response.head().defaults(changed);
        }
        settings = changed;
    }

    @Override
    public void log(String message) {
        state.context().log().log(Level.INFO, message);
        if (settings.stderr().log() && !over) {
            tell(StderrLine.of(script + ": " + message));
        }
    }

    private void tell(byte[] line) {
        if (stderrBytes <= STDERR_LIMIT) {
            stderrBytes += line.length;
            response.stderr(
                    stderrBytes <= STDERR_LIMIT
                            ? line
                            : StderrLine.of("further lines of this request are in luafcgid's log"));
        }
    }

    /** What the web server sends, from now on limited by {@code maxpost}. */
    private RequestInput input() {
        response.checkOpen();
        RequestInput in = input;
        if (in == null) {
            in = new RequestInput(state, request, settings.maxPost());
            input = in;
        }
        return in;
    }

    /** A body that is not read, but too large, counts as if it had been. */
    private void checkBody() {
        if (input == null && request.contentLength() > settings.maxPost()) {
            input();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        response.write(bytes, offset, length, settings.buffering());
    }

    @Override
    public void flush() {
        response.flush();
    }

    @Override
    public void reset() {
        response.reset();
    }

    @Override
    public void sendFile(String name) {
        response.sendFile(name, settings);
    }

    @Override
    public void failed(ScriptException reason) {
        failure = new Failure(reason, settings.showErrors(), true);
    }

    @Override
    public boolean isOpen() {
        return response.isOpen();
    }

    @Override
    public boolean isUntouched() {
        return response.isUntouched();
    }

    /** Hands the rest over; the script cannot write any more. */
    private void end() {
        response.end();
        abandon();
    }

    /** Ends without sending what was put: the answer is another one. */
    private void abandon() {
        over = true;
        response.close(OVER);
    }

    /** The failure, with what the script waited for when it was told to stop. */
    private ScriptException explained(ScriptException e) {
        String waited = input != null && input.isStopped()
                ? "for the request's body"
                : response.isStopped() ? "for the client to take the response" : "";
        return e.kind() != ScriptException.Kind.STOPPED || waited.isEmpty()
                ? e
                : e.because(", while it waited " + waited);
    }
}
