package luafcgid.daemon.convention;

import java.io.IOException;
import luafcgid.daemon.Convention;
import luafcgid.daemon.CutShortException;
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
            throws ScriptException, RefusedException, CutShortException, IOException {
        LuaValue handler = handler(state, settings);
        ScriptConnection con = new ScriptConnection(state, request, response, settings);
        try {
            LuaValue env = new EnvTable(request.params(), request.role(), VERSION);
            run(state, handler, env, con);
        } catch (ScriptException e) {
            ScriptException explained = con.explained(e);
            if (con.isHeadSent()) {
                throw new CutShortException(explained);
            }
            throw explained;
        } catch (RefusedException e) {
            if (con.isHeadSent()) {
                throw new CutShortException(e);
            }
            throw e;
        } finally {
            con.abandon();
        }
    }

    private static LuaValue handler(State state, RequestSettings settings) throws ScriptException {
        LuaValue handler = state.globals().get(settings.handler());
        if (!handler.isfunction()) {
            handler = state.globals().get(FIRST_VERSIONS_HANDLER);
        }
        if (!handler.isfunction()) {
            throw new ScriptException(
                    ScriptException.Kind.ERROR,
                    state.script() + " defines no function " + settings.handler() + "(env, con)");
        }
        return handler;
    }

    private static void run(State state, LuaValue handler, LuaValue env, ScriptConnection con)
            throws ScriptException, RefusedException, IOException {
        try {
            Varargs result = state.call(handler, LuaValue.varargsOf(env, con));
            if (con.isUntouched() && result.arg1().isstring()) {
                con.puts(result.checkstring(1));
            }
            con.end();
        } catch (Interruption interruption) {
            interruption.rethrow();
        }
    }
}
