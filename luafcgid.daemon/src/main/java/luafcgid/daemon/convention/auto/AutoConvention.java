package luafcgid.daemon.convention.auto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.RefusedException;
import luafcgid.daemon.convention.cgi.CgiOutput;
import luafcgid.daemon.convention.cgi.CgiState;
import luafcgid.daemon.convention.luafcgid.LuafcgidConvention;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Takes a script for what it shows when its body runs for the first time, for a request: where it defines what luafcgid calls, that is called; else
 * another convention may recognize it as one of its own; else what it has printed is the answer, and it is a program of CGI.
 */
@Component(property = Convention.NAME + "=auto")
public final class AutoConvention implements Convention {
    private final List<Convention> others = new CopyOnWriteArrayList<>();

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
                state.load(given(state.script()));
            }
        }
    };

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(!(" + Convention.NAME + "=auto))")
    void add(Convention other) {
        others.add(other);
    }

    void remove(Convention other) {
        others.remove(other);
    }

    @Override
    public Profile profile() {
        return profile;
    }

    private Varargs given(Path script) {
        for (Convention each : others) {
            Varargs arguments = each.arguments(script);
            if (arguments.narg() > 0) {
                return arguments;
            }
        }
        return LuaValue.NONE;
    }

    private @Nullable Convention recognizing(State state, boolean printed) throws ScriptException {
        for (Convention each : others) {
            if (each.recognizes(state, printed)) {
                return each;
            }
        }
        return null;
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException, RefusedException, IOException {
        State state = exchange.state();
        if (state.isLoaded()) {
            LuaValue handler = handler(exchange);
            if (!handler.isnil()) {
                LuafcgidConvention.respond(exchange, handler);
                return;
            }
            Convention other = recognizing(state, false);
            if (other != null) {
                other.respond(exchange);
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

    private void begin(Exchange exchange) throws ScriptException, RefusedException, IOException {
        State state = exchange.state();
        CgiState cgi = CgiState.of(state);
        CgiOutput output = cgi.begin(exchange);
        HeldOutput held = new HeldOutput(output);
        state.output(held);
        state.load(given(state.script()));
        LuaValue handler = held.isReleased() ? LuaValue.NIL : handler(exchange);
        if (!handler.isnil()) {
            endLoading(state, cgi, held);
            LuafcgidConvention.respond(exchange, handler);
            return;
        }
        Convention other = held.isReleased() ? null : recognizing(state, !held.isEmpty());
        if (other != null) {
            endLoading(state, cgi, held);
            other.respond(exchange);
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

    /** The body has defined what is called: what it has printed is no answer. */
    private void endLoading(State state, CgiState cgi, HeldOutput held) throws IOException {
        called.add(state.script());
        cgi.end();
        held.moveTo(state.logOutput());
    }

    private void print(Exchange exchange) throws ScriptException, RefusedException, IOException {
        State state = exchange.state();
        CgiState cgi = CgiState.of(state);
        CgiOutput output = cgi.begin(exchange);
        boolean isCalled = runs(exchange, cgi, output);
        if (!output.isWritten()) {
            // Its file has changed, or it is mistaken: the next request finds out.
            printing.remove(state.script());
            if (isCalled && !state.isLoaded()) {
                cgi.end();
                begin(exchange);
                return;
            }
        }
        output.finish();
    }

    /** Runs the body; returns whether that looks like one that is called, where it has printed nothing. */
    private boolean runs(Exchange exchange, CgiState cgi, CgiOutput output) throws ScriptException {
        try {
            LuaTable globals = cgi.run();
            return !LuafcgidConvention.handler(globals, exchange.settings()).isnil()
                    || !cgi.returned().isnil(1);
        } catch (ScriptException e) {
            if (output.isWritten() || given(exchange.state().script()).narg() == 0) {
                throw e;
            }
            return true;
        }
    }
}
