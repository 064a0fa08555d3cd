package luafcgid.lua.differential;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Dialect;
import luafcgid.lua.Lease;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.lua.code.Engine;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.ScriptPool;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Runs Lua files in states of a pool, a new state for each. */
public final class OurLua implements AutoCloseable {
    /** Holds nothing: a state belongs to a script. */
    private static final String HOST = "host.lua";
    /** For a snippet, which takes milliseconds: more than a busy machine needs. */
    private static final long SECONDS = 20;

    private final Dialect dialect;
    private final ScriptPool pool;

    /**
     * Makes the pool.
     *
     * @param root what the files are below of
     */
    public OurLua(Dialect dialect, Path root) throws IOException {
        this(dialect, root, Engine.DEFAULT);
    }

    /** As {@link #OurLua(Dialect, Path)}, with what executes Lua. */
    public OurLua(Dialect dialect, Path root, Engine engine) throws IOException {
        this.dialect = dialect;
        this.pool = new ScriptPool(settings(root.toRealPath()).withEngine(engine), new ExtensionRegistry());
    }

    private static PoolSettings settings(Path root) {
        PoolSettings defaults = PoolSettings.of(root);
        return defaults.withExecute(true).withLimits(defaults.capacity().states(), 0, 1);
    }

    /**
     * Runs a file in its folder as {@code lua} does.
     *
     * @throws ScriptException when it raises an error; it has Lua's message
     */
    public void run(Path file, List<String> arguments, OutputStream output, long deadline)
            throws IOException, ScriptException {
        Path folder = file.toRealPath().getParent();
        Path host = folder.resolve(HOST);
        Files.writeString(host, "-- lua: " + dialect.version() + "\n");
        try (Lease lease = pool.claim(host, deadline)) {
            State state = lease.state();
            state.output(output);
            LuaValue chunk = load(state, text(file), file.getFileName().toString());
            LuaTable arg = new LuaTable();
            arg.rawset(0, LuaString.valueOf(file.getFileName().toString()));
            LuaValue[] values = new LuaValue[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = LuaString.valueOf(arguments.get(i));
                arg.rawset(i + 1, values[i]);
            }
            state.globals().rawset("arg", arg);
            state.call(new LibraryFunction("lua", chunk::invoke), LuaValue.varargsOf(values));
        } finally {
            Files.delete(host);
        }
    }

    /** What the snippet prints, and its error message. */
    String output(Snippet snippet, Path folder) throws IOException {
        Path file = folder.resolve("t.lua");
        Files.write(file, snippet.text().getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String error = "";
        try (LoggedWarnings warnings = new LoggedWarnings()) {
            try {
                run(file, List.of(), output, System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS));
            } catch (ScriptException e) {
                error = "error: " + e.getMessage() + "\n";
            }
            return Normal.of(output.toString(StandardCharsets.ISO_8859_1) + warnings.text() + error);
        }
    }

    private LuaValue load(State state, byte[] text, String name) throws ScriptException {
        String function = dialect == Dialect.LUA_5_1 ? "loadstring" : "load";
        Varargs loaded = state.call(
                state.globals().get(function),
                LuaValue.varargsOf(LuaString.valueUsing(text), LuaString.valueOf("@" + name)));
        if (loaded.arg1().isnil()) {
            throw new ScriptException(ScriptException.Kind.LOAD, loaded.arg(2).tojstring());
        }
        return loaded.arg1();
    }

    /** What a file holds, without a first line for the shell. */
    private static byte[] text(Path file) throws IOException {
        byte[] text = Files.readAllBytes(file);
        for (int i = 0; i < text.length && text[0] == '#' && text[i] != '\n'; i++) {
            text[i] = i == 0 ? (byte) '#' : (byte) ' ';
        }
        if (text.length > 1 && text[0] == '#') {
            text[0] = '-';
            text[1] = '-';
        }
        return text;
    }

    @Override
    public void close() {
        pool.close();
    }
}
