package luafcgid.daemon.convention.auto;

import java.io.IOException;
import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.convention.cgi.CgiOutput;
import luafcgid.daemon.convention.cgi.CgiState;
import luafcgid.daemon.convention.luafcgid.LuafcgidConvention;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Component;

/**
 * Takes a script for what it shows when its body runs for the first time, for a request: where it defines what luafcgid calls, that is called; else
 * what it has printed is the answer, and it is a program of CGI.
 */
@Component(property = Convention.NAME + "=auto")
public final class AutoConvention implements Convention {
    /** Scripts known to define what is called: their bodies may run without a request. */
    private final KnownScripts called = new KnownScripts();
    /** Scripts known to print their answers. */
    private final KnownScripts printing = new KnownScripts();

    private final Profile profile = new Profile() {
        @Override
        public String name() {
            return "auto";
        }

        @Override
        public void prepare(State state) throws ScriptException {
            CgiState.prepare(state);
            if (called.contains(state.script())) {
                state.load(LuaValue.NONE);
            }
        }
    };

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException, IOException {
        State state = exchange.state();
        if (state.isLoaded()) {
            LuaValue handler = handler(exchange);
            if (!handler.isnil()) {
                LuafcgidConvention.respond(exchange, handler);
                return;
            }
            // Its file has changed, or its functions are gone.
            called.remove(state.script());
            state.retire("nothing in it answers requests");
            print(exchange);
        } else if (printing.contains(state.script())) {
            print(exchange);
        } else {
            begin(exchange);
        }
    }

    private static LuaValue handler(Exchange exchange) {
        return LuafcgidConvention.handler(exchange.state().globals(), exchange.settings());
    }

    private void begin(Exchange exchange) throws ScriptException, IOException {
        State state = exchange.state();
        CgiState cgi = CgiState.of(state);
        CgiOutput output = cgi.begin(exchange);
        HeldOutput held = new HeldOutput(output);
        state.output(held);
        state.load(LuaValue.NONE);
        LuaValue handler = held.isReleased() ? LuaValue.NIL : handler(exchange);
        if (!handler.isnil()) {
            called.add(state.script());
            cgi.end();
            held.moveTo(state.logOutput());
            LuafcgidConvention.respond(exchange, handler);
            return;
        }
        state.retire("its globals are left from an answer");
        if (held.isEmpty()) {
            throw new ScriptException(
                    ScriptException.Kind.ERROR,
                    state.script() + ": defines no function "
                            + exchange.settings().handler()
                            + "(env, con) and prints nothing: nothing answers requests");
        }
        printing.add(state.script());
        held.release();
        output.finish();
    }

    private void print(Exchange exchange) throws ScriptException, IOException {
        State state = exchange.state();
        CgiState cgi = CgiState.of(state);
        CgiOutput output = cgi.begin(exchange);
        LuaTable globals = cgi.run();
        if (!output.isWritten()
                && !state.isLoaded()
                && !LuafcgidConvention.handler(globals, exchange.settings()).isnil()) {
            // Its file has changed.
            printing.remove(state.script());
            cgi.end();
            begin(exchange);
            return;
        }
        output.finish();
    }
}
