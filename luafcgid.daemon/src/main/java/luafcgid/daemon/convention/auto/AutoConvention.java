package luafcgid.daemon.convention.auto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    private static final String LUAFCGID = "luafcgid";
    private static final String CGI = "cgi";
    private static final String WSAPI = "wsapi";

    private final List<Other> others = new CopyOnWriteArrayList<>();
    private final KnownScripts known = new KnownScripts();

    private record Other(String name, Convention convention) {}

    private final Profile profile = new Profile() {
        @Override
        public String name() {
            return "auto";
        }

        @Override
        public void prepare(State state) throws ScriptException {
            CgiState.prepare(state);
            String convention = known.convention(state.script());
            // What defines a function that is called: its body may run without a request.
            if (convention != null && !convention.equals(CGI) && isThere(convention)) {
                state.load(given(state.script()));
            }
        }
    };

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(!(" + Convention.NAME + "=auto))")
    void add(Convention other, Map<String, ?> properties) {
        others.add(new Other(String.valueOf(properties.get(NAME)), other));
    }

    void remove(Convention other) {
        others.removeIf(each -> each.convention.equals(other));
    }

    private boolean isThere(String convention) {
        return convention.equals(LUAFCGID)
                || convention.equals(CGI)
                || others.stream().anyMatch(each -> each.name.equals(convention));
    }

    @Override
    public Profile profile() {
        return profile;
    }

    private Varargs given(Path script) {
        for (Other each : others) {
            Varargs arguments = each.convention.arguments(script);
            if (arguments.narg() > 0) {
                return arguments;
            }
        }
        return LuaValue.NONE;
    }

    private @Nullable Other recognizing(State state, boolean printed) throws ScriptException {
        for (Other each : others) {
            if (each.convention.recognizes(state, printed)) {
                return each;
            }
        }
        return null;
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException, RefusedException, IOException {
        State state = exchange.state();
        if (state.isLoaded()) {
            call(exchange);
        } else if (CGI.equals(known.convention(state.script()))) {
            print(exchange);
        } else {
            begin(exchange);
        }
    }

    private void call(Exchange exchange) throws ScriptException, RefusedException, IOException {
        State state = exchange.state();
        LuaValue handler = handler(exchange);
        if (!handler.isnil()) {
            LuafcgidConvention.respond(exchange, handler);
            return;
        }
        Other other = recognizing(state, false);
        if (other != null) {
            other.convention.respond(exchange);
            return;
        }
        state.retire("nothing in it answers requests");
        if (gone(state) != null) {
            throw unanswered(exchange);
        }
        // Its file has changed, or its functions are gone.
        known.remove(state.script());
        print(exchange);
    }

    /** The name of the convention that answered for the script and is not there any more; null when that is not so. */
    private @Nullable String gone(State state) {
        String convention = known.convention(state.script());
        return convention == null || isThere(convention) ? null : convention;
    }

    private ScriptException unanswered(Exchange exchange) {
        State state = exchange.state();
        String gone = gone(state);
        Unanswered script =
                new Unanswered(exchange.script(), exchange.settings().handler(), isThere(WSAPI));
        return new ScriptException(
                ScriptException.Kind.ERROR,
                gone == null
                        ? script.reason(state.globals(), state.returned().arg1())
                        : exchange.script() + ": " + Unanswered.gone(gone));
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
        load(state);
        LuaValue handler = held.isReleased() ? LuaValue.NIL : handler(exchange);
        if (!handler.isnil()) {
            endLoading(state, cgi, held);
            known.add(state.script(), LUAFCGID);
            LuafcgidConvention.respond(exchange, handler);
            return;
        }
        Other other = held.isReleased() ? null : recognizing(state, !held.isEmpty());
        if (other != null) {
            endLoading(state, cgi, held);
            known.add(state.script(), other.name);
            other.convention.respond(exchange);
            return;
        }
        state.retire("its globals are left from an answer");
        if (held.isEmpty()) {
            throw unanswered(exchange);
        }
        known.add(state.script(), CGI);
        held.release();
        output.finish();
    }

    private void load(State state) throws ScriptException {
        try {
            state.load(given(state.script()));
        } catch (ScriptException e) {
            String gone = gone(state);
            // It may have lacked what that would have given to it.
            throw gone == null ? e : e.because("; " + Unanswered.gone(gone));
        }
    }

    /** The body has defined what is called: what it has printed is no answer. */
    private static void endLoading(State state, CgiState cgi, HeldOutput held) throws IOException {
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
            known.remove(state.script());
            if (state.isLoaded()) {
                throw unanswered(exchange);
            }
            if (isCalled) {
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
