package luafcgid.daemon.convention;

import java.io.IOException;
import luafcgid.daemon.Convention;
import luafcgid.daemon.RefusedException;
import luafcgid.daemon.RequestSettings;
import luafcgid.daemon.Version;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.protocol.Request;
import luafcgid.protocol.Response;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Calls {@code main(env, con)}, or the {@code handler()} of luafcgid's first version, whose result is the body. */
public final class LuafcgidConvention implements Convention {
    private static final String FIRST_VERSIONS_HANDLER = "handler";
    private static final LuaValue VERSION = LuaValue.valueOf(Version.TEXT);

    @Override
    public void respond(State state, Request request, Response response, RequestSettings settings)
            throws ScriptException, RefusedException, IOException {
        LuaValue handler = state.globals().get(settings.handler());
        if (!handler.isfunction()) {
            handler = state.globals().get(FIRST_VERSIONS_HANDLER);
        }
        if (!handler.isfunction()) {
            throw new ScriptException(
                    ScriptException.Kind.ERROR,
                    state.script() + " defines no function " + settings.handler() + "(env, con)");
        }
        if (announcedLength(request) > settings.maxPost()) {
            throw ScriptConnection.tooLarge(settings);
        }
        ScriptConnection con = new ScriptConnection(state, request, response, settings);
        try {
            Varargs result = state.call(handler, LuaValue.varargsOf(new EnvTable(request.params(), VERSION), con));
            if (con.isUntouched() && result.arg1().isstring()) {
                con.puts(result.checkstring(1));
            }
            con.end();
        } catch (Interruption interruption) {
            interruption.rethrow();
        } finally {
            con.abandon();
        }
    }

    private static long announcedLength(Request request) {
        String length = request.params().get("CONTENT_LENGTH");
        try {
            return length == null || length.isEmpty() ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            // Not a length: the body itself is counted as it is read.
            return 0;
        }
    }
}
