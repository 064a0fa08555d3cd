package luafcgid.lua.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import luafcgid.lua.Dialect;
import luafcgid.lua.Lease;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.limits.Limits;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A folder of scripts and a pool for it. Also for the tests of extensions. */
public final class Site implements AutoCloseable {
    public final Path root;
    public final ExtensionRegistry extensions = new ExtensionRegistry();
    public final ScriptPool pool;

    public Site(Path folder) throws IOException {
        this(folder, settings -> settings);
    }

    public Site(Path folder, UnaryOperator<PoolSettings> change) throws IOException {
        root = folder.toRealPath();
        PoolSettings everyRequest = PoolSettings.of(root).withCheck(Duration.ZERO, Duration.ZERO, false);
        pool = new ScriptPool(change.apply(everyRequest), extensions);
    }

    /** The usual limits, but for coroutines. */
    static Limits coroutines(int most) {
        return SiteLimits.of(Map.of("coroutines", most));
    }

    public static long soon() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    }

    public Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    public Lease claim(Path script) throws ScriptException {
        return pool.claim(script, soon());
    }

    /** Has it loaded, for a request that has no time for that. */
    public void load(Path script) throws ScriptException {
        claim(script).close();
    }

    /** What the script's global function {@code main} returns, as text. */
    public String run(Path script) throws ScriptException {
        try (Lease lease = claim(script)) {
            return call(lease);
        }
    }

    public static String call(Lease lease) throws ScriptException {
        Varargs result = lease.state().call(lease.state().globals().get("main"), LuaValue.NONE);
        return result.arg1().tojstring();
    }

    /** What {@code body} returns as the body of {@code main} in a script of its own, as text. */
    public String eval(String body) throws IOException, ScriptException {
        return run(write("eval.lua", "function main()\n" + body + "\nend\n"));
    }

    /** As {@link #eval(String)}, in a dialect. */
    public String eval(Dialect dialect, String body) throws IOException, ScriptException {
        return run(write(
                "eval" + dialect + ".lua", "-- lua: " + dialect.version() + "\nfunction main()\n" + body + "\nend\n"));
    }

    public Extension extension(String module, int ranking, LuaExtension service) {
        Extension extension = new Extension(service, List.of(module), "", ranking, 1);
        extensions.add(extension);
        return extension;
    }

    /** Adds an extension for all these modules. */
    public Extension extension(LuaExtension service, String... modules) {
        Extension extension = new Extension(service, List.of(modules), "", 0, 1);
        extensions.add(extension);
        return extension;
    }

    @Override
    public void close() {
        pool.close();
    }
}
