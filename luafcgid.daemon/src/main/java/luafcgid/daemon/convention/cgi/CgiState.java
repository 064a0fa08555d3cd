package luafcgid.daemon.convention.cgi;

import java.nio.charset.StandardCharsets;
import luafcgid.daemon.Exchange;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.protocol.Params;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A state whose scripts find a request where a program of CGI does: in the environment, standard input and standard output. */
public final class CgiState {
    /** Not a variable but a client's header. */
    private static final String HTTP_PROXY = "HTTP_PROXY";

    private static final LuaString G = LuaValue.valueOf("_G");

    private final State state;
    private final LuaTable inherited = new LuaTable();
    private @Nullable Params params;
    private Varargs returned = LuaValue.NONE;

    private CgiState(State state) {
        this.state = state;
        inherited.rawset("__index", state.globals());
    }

    /** Makes a state one of these. */
    public static CgiState prepare(State state) {
        CgiState cgi = new CgiState(state);
        LuaTable os = state.globals().get("os").checktable();
        LuaValue others = os.get("getenv");
        LibraryFunction.define(os, "getenv", arguments -> cgi.variable(arguments, others));
        state.attach(cgi);
        return cgi;
    }

    /** What {@link #prepare} has made of the state. */
    public static CgiState of(State state) {
        if (state.attachment() instanceof CgiState cgi) {
            return cgi;
        }
        throw new IllegalStateException(state.script() + ": its state was not made for CGI");
    }

    private Varargs variable(Varargs arguments, LuaValue others) {
        Params current = params;
        LuaString value = current == null ? null : value(current, arguments.arg1());
        return value == null ? others.invoke(arguments) : value;
    }

    private static @Nullable LuaString value(Params params, LuaValue name) {
        if (!name.isstring() || name.tojstring().equals(HTTP_PROXY)) {
            return null;
        }
        String found = params.get(name.tojstring(), StandardCharsets.ISO_8859_1);
        return found == null ? null : Latin1.encode(found);
    }

    /** Has the request come in and the response go out; until the lease of the state is closed. */
    public CgiOutput begin(Exchange exchange) {
        params = exchange.request().params();
        CgiOutput output = new CgiOutput(exchange);
        state.input(new CgiInput(exchange));
        state.output(output);
        return output;
    }

    /** Nothing of a request is seen any more. */
    public void end() {
        params = null;
        state.input(null);
        state.output(null);
    }

    /** Runs the script's body, with globals of its own: what it sets is gone afterwards, what modules have set is there. */
    public LuaTable run() throws ScriptException {
        LuaTable globals = environment();
        globals.rawset(G, globals);
        returned = state.call(state.body(globals), LuaValue.NONE);
        return globals;
    }

    /** What the body has returned when it ran last. */
    public Varargs returned() {
        return returned;
    }

    /** A new table for what a script sets, which sees the state's globals. */
    public LuaTable environment() {
        LuaTable globals = new LuaTable(0, 8);
        globals.setmetatable(inherited);
        return globals;
    }
}
