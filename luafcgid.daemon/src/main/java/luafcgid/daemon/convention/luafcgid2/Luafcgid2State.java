package luafcgid.daemon.convention.luafcgid2;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import luafcgid.daemon.Exchange;
import luafcgid.lua.Dialect;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.protocol.Params;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** A state with the global names of luafcgid2, some of which are other values for each request. */
final class Luafcgid2State {
    private static final LuaString ENV = LuaValue.valueOf("Env");
    private static final LuaString COOKIES = LuaValue.valueOf("Cookies");
    private static final LuaString LOCAL_CONFIG = LuaValue.valueOf("LocalConfig");
    private static final LuaString CONFIG = LuaValue.valueOf("Config");
    private static final LuaString INFO = LuaValue.valueOf("Info");
    private static final String FINISH = "finish";
    private static final LuaString THREAD = LuaValue.valueOf("Thread");

    private final State state;
    private final Facilities facilities;
    private final LuaTable globals;
    private final LuaString entrypoint;
    private final LuaTable info = new LuaTable(0, 2);
    private final Page page = new Page();
    private final LuaValue finish = new LibraryFunction(FINISH, arguments -> {
        answer(FINISH).finish();
        return LuaValue.NONE;
    });
    /** What the configuration file says; scripts have copies. Null where it says nothing. */
    private @Nullable LuaTable config;

    private @Nullable Answer answer;

    private Luafcgid2State(State state, Facilities facilities) {
        this.state = state;
        this.facilities = facilities;
        this.globals = state.globals();
        this.entrypoint = Latin1.encode(facilities.settings().entrypoint());
    }

    /** Gives a state its names, and runs what comes before the script. */
    static void prepare(State state, Facilities facilities) throws ScriptException {
        Luafcgid2State made = new Luafcgid2State(state, facilities);
        made.define();
        state.attach(made);
        made.configure(facilities.settings().config());
        Optional<Path> startup = facilities.settings().startup();
        if (startup.isPresent()) {
            made.runPart(startup.get(), made.globals);
        }
    }

    /** What {@link #prepare} has made of the state. */
    static Luafcgid2State of(State state) {
        if (state.attachment() instanceof Luafcgid2State made) {
            return made;
        }
        throw new IllegalStateException(state.script() + ": its state was not made for luafcgid2");
    }

    private void define() {
        globals.set("LUAFCGID", LuaValue.TRUE);
        globals.set("LUAFCGID_VERSION", LuaInteger.valueOf(2));
        globals.set("lf", HelperFunctions.table());
        globals.set("Response", StatusLines.table());
        globals.set("Session", SessionFunctions.table(this));
        info.set("State", LuaInteger.valueOf(state.isThrowaway() ? -1 : state.id()));
        globals.rawset(INFO, info);
        GlobalFunctions.define(this, facilities.pool(), globals);
    }

    private void configure(Optional<Path> file) throws ScriptException {
        if (file.isEmpty()) {
            return;
        }
        // No libraries: it is there to say things.
        LuaTable said = new LuaTable();
        runPart(file.get(), said);
        if (said.rawget(CONFIG) instanceof LuaTable table) {
            config = table;
            globals.rawset(CONFIG, PlainData.copy(table));
        }
    }

    private void runPart(Path file, LuaTable where) throws ScriptException {
        try {
            state.call(state.part(file, where), LuaValue.NONE);
        } catch (ScriptException e) {
            throw e.kind() == ScriptException.Kind.ERROR
                    ? new ScriptException(ScriptException.Kind.LOAD, e.getMessage(), e.traceback())
                    : e;
        }
    }

    Dialect dialect() {
        return state.context().dialect();
    }

    /**
     * The answer to the request that is being answered.
     *
     * @param function who asks
     * @throws LuaError when there is none
     */
    Answer answer(String function) {
        Answer current = answer;
        if (current == null) {
            throw new LuaError(function + ": there is no request while the script's body runs; call it in "
                    + facilities.settings().entrypoint() + "()");
        }
        return current;
    }

    /**
     * Answers a request.
     *
     * @param began as {@link System#nanoTime()}
     */
    void answer(Exchange exchange, long began) throws ScriptException {
        LuaValue main = globals.rawget(entrypoint);
        if (!main.isfunction()) {
            throw new ScriptException(
                    ScriptException.Kind.ERROR,
                    state.script() + " defines no function "
                            + facilities.settings().entrypoint() + "()");
        }
        Params params = exchange.request().params();
        RequestCookies cookies = new RequestCookies(params);
        Answer current = new Answer(exchange, page, new RequestSession(facilities, params, cookies), began);
        answer = current;
        try {
            globals.rawset(ENV, exchange.variables());
            globals.rawset(COOKIES, new CookieTable(cookies));
            globals.rawset(INFO, info);
            info.rawset(THREAD, LuaInteger.valueOf(Thread.currentThread().getId()));
            if (config != null) {
                globals.rawset(LOCAL_CONFIG, local(config, params));
            }
            state.call(main, LuaValue.NONE);
            // As the script: what it has set and sent may be too much.
            state.call(finish, LuaValue.NONE);
        } finally {
            answer = null;
        }
    }

    /** What the configuration file says of the server that the request is for. */
    private static LuaValue local(LuaTable config, Params params) {
        String server = params.get("SERVER_NAME", StandardCharsets.ISO_8859_1);
        LuaValue said = server == null ? LuaValue.NIL : config.rawget(Latin1.encode(server));
        return said instanceof LuaTable table ? new LocalTable(table) : PlainData.copy(said);
    }
}
