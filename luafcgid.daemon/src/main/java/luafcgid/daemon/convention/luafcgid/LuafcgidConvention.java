package luafcgid.daemon.convention.luafcgid;

import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.RequestSettings;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.osgi.service.component.annotations.Component;

/** Calls {@code main(env, con)}, or the {@code handler()} of luafcgid's first version, whose result is the body. */
@Component(property = Convention.NAME + "=luafcgid")
public final class LuafcgidConvention implements Convention {
    private static final String FIRST_VERSIONS_HANDLER = "handler";

    @Override
    public Profile profile() {
        return Profile.PLAIN;
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException {
        State state = exchange.state();
        LuaValue handler = handler(state.globals(), exchange.settings());
        if (handler.isnil()) {
            throw new ScriptException(
                    ScriptException.Kind.ERROR,
                    state.script() + " defines no function "
                            + exchange.settings().handler() + "(env, con)");
        }
        respond(exchange, handler);
    }

    /** The function that answers requests among these globals; nil where there is none. */
    public static LuaValue handler(LuaTable globals, RequestSettings settings) {
        // Raw: a metatable that refuses names which are not declared has no say here.
        LuaValue handler = globals.rawget(settings.handler());
        if (!handler.isfunction()) {
            handler = globals.rawget(FIRST_VERSIONS_HANDLER);
        }
        return handler.isfunction() ? handler : LuaValue.NIL;
    }

    /** Has a {@link #handler} answer. */
    public static void respond(Exchange exchange, LuaValue handler) throws ScriptException {
        LuaValue con = new ScriptConnection(exchange);
        Varargs result = exchange.state().call(handler, LuaValue.varargsOf(exchange.variables(), con));
        if (exchange.isUntouched() && result.arg1().isstring()) {
            exchange.write(result.checkstring(1));
        }
    }
}
