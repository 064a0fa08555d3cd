package luafcgid.ext.wsapi;

import java.nio.file.Path;
import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.osgi.service.component.annotations.Component;

/** Calls {@code run(env)}, which returns a status, headers and an iterator over the body. */
@Component(property = Convention.NAME + "=wsapi")
public final class WsapiConvention implements Convention {
    private static final Profile PROFILE = new Profile() {
        @Override
        public String name() {
            return "wsapi";
        }

        @Override
        public void prepare(State state) throws ScriptException {
            Application.load(state);
        }
    };

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public Varargs arguments(Path script) {
        return ModuleStyle.isOf(script) ? Application.name(script) : LuaValue.NONE;
    }

    @Override
    public boolean recognizes(State state, boolean printed) throws ScriptException {
        LuaValue look = new LibraryFunction(
                "wsapi",
                ignored -> LuaValue.valueOf(!Application.find(state, !printed).isnil()));
        return state.call(look, LuaValue.NONE).toboolean(1);
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException {
        // One call for all of it: also a mistake in what run returns, and in its iterator, is one of the script.
        exchange.state().call(new LibraryFunction("wsapi", ignored -> run(exchange)), LuaValue.NONE);
    }

    private static Varargs run(Exchange exchange) {
        LuaValue run = Application.of(exchange.state());
        Varargs returned = run.invoke(Environment.of(exchange));
        new Answer(exchange).send(returned);
        return LuaValue.NONE;
    }
}
