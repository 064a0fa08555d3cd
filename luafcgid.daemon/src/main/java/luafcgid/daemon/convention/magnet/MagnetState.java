package luafcgid.daemon.convention.magnet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.convention.cgi.CgiOutput;
import luafcgid.daemon.convention.cgi.CgiState;
import luafcgid.lua.Chunk;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A state that many scripts share, with {@code magnet.cache}, which tells what it has run. */
final class MagnetState {
    private static final LuaString PRINT = LuaValue.valueOf("print");
    private static final LuaString HITS = LuaValue.valueOf("hits");

    private final State state;
    private final CgiState cgi;
    private final LuaTable cache = new LuaTable();
    private final Map<Path, Known> known = new HashMap<>();
    private final LuaValue tostring;
    private final LuaFunction print;
    private @Nullable CgiOutput output;

    /** A script that has been run, its folder, and its entry of the cache. */
    private record Known(Chunk chunk, Path folder, LuaTable entry) {}

    private MagnetState(State state, CgiState cgi) {
        this.state = state;
        this.cgi = cgi;
        this.tostring = state.globals().get("tostring");
        this.print = new LibraryFunction("print", this::print);
    }

    /** Makes a state one of these. */
    static void prepare(State state) {
        MagnetState magnet = new MagnetState(state, CgiState.prepare(state));
        LuaTable table = new LuaTable();
        table.set("cache", magnet.cache);
        state.globals().set("magnet", table);
        // The working directory is that of the script that runs.
        LuaValue modules = state.globals().get("package");
        modules.set(
                "path",
                LuaValue.valueOf("./?.lua;./?/init.lua;" + modules.get("path").tojstring()));
        state.attach(magnet);
    }

    static MagnetState of(State state) {
        if (state.attachment() instanceof MagnetState magnet) {
            return magnet;
        }
        throw new IllegalStateException(state.script() + ": its state was not made for magnet");
    }

    /** Runs the script that is asked for. */
    void run(Exchange exchange) throws ScriptException {
        Path script = exchange.script();
        Chunk chunk = chunk(script);
        LuaTable globals = cgi.environment();
        globals.rawset(PRINT, print);
        LuaFunction body = chunk.body(globals);
        state.context().cwd(count(script, chunk, body).folder);
        CgiOutput out = cgi.begin(exchange);
        output = out;
        try {
            state.call(body, LuaValue.NONE);
        } finally {
            output = null;
        }
        out.finish();
    }

    private Chunk chunk(Path script) throws ScriptException {
        try {
            return state.chunk(script);
        } catch (ScriptException e) {
            if (known.remove(script) != null) {
                cache.rawset(name(script), LuaValue.NIL);
            }
            throw e;
        }
    }

    private static LuaString name(Path script) {
        return LuaString.valueUsing(script.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Known count(Path script, Chunk chunk, LuaFunction body) {
        Known before = known.get(script);
        if (before == null || !before.chunk.equals(chunk)) {
            LuaTable entry = new LuaTable();
            entry.set("script", body);
            long seconds = chunk.modified() / 1000;
            entry.set("mtime", LuaValue.valueOf((double) seconds));
            entry.rawset(HITS, LuaInteger.valueOf(0));
            cache.rawset(name(script), entry);
            before = new Known(chunk, Objects.requireNonNull(script.getParent()), entry);
            known.put(script, before);
        }
        before.entry.rawset(HITS, LuaValue.valueOf(before.entry.rawget(HITS).todouble() + 1));
        return before;
    }

    /** What it is given as it is, nothing between and nothing after. */
    private Varargs print(Varargs arguments) {
        CgiOutput out = output;
        for (int i = 1; out != null && i <= arguments.narg(); i++) {
            LuaValue value = arguments.arg(i);
            LuaString text = (value.isstring() ? value : tostring.call(value)).checkstring();
            out.write(text.m_bytes, text.m_offset, text.m_length);
        }
        return LuaValue.NONE;
    }
}
