package luafcgid.ext.modlua;

import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.osgi.service.component.annotations.Component;

/** Calls {@code handle(r)}, as Apache's {@code lua-script} handler does. What it returns is the status, unless it is {@code apache2.OK}. */
@Component(property = Convention.NAME + "=modlua")
public final class ModLuaConvention implements Convention {
    private static final String HANDLER = "handle";

    private static final Profile PROFILE = new Profile() {
        @Override
        public String name() {
            return "modlua";
        }

        @Override
        public void prepare(State state) throws ScriptException {
            state.globals().set("apache2", Apache.constants());
            state.load(LuaValue.NONE);
        }
    };

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException {
        State state = exchange.state();
        LuaValue handler = state.globals().get(HANDLER);
        if (!handler.isfunction()) {
            throw new ScriptException(
                    ScriptException.Kind.ERROR, state.script() + " defines no function " + HANDLER + "(r)");
        }
        RequestRecord record = new RequestRecord(exchange);
        Varargs result = state.call(handler, record);
        record.end(state, result.arg1());
    }
}
