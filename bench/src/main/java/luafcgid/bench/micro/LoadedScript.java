package luafcgid.bench.micro;

import java.nio.file.Path;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.ScriptPool;

/** The hello script in a pool of its own, loaded, with one idle state. */
final class LoadedScript implements AutoCloseable {
    private final Path script;
    private final ScriptPool pool;

    LoadedScript() {
        Path scripts = Path.of(System.getProperty("luafcgid.bench.root", "")).resolve("bench/scripts");
        script = scripts.resolve("hello.lua").toAbsolutePath();
        pool = new ScriptPool(PoolSettings.of(scripts.toAbsolutePath()), new ExtensionRegistry());
        try {
            claim().close();
        } catch (ScriptException e) {
            throw new IllegalStateException("the script cannot be loaded", e);
        }
    }

    Path path() {
        return script;
    }

    ScriptPool pool() {
        return pool;
    }

    Lease claim() throws ScriptException {
        return pool.claim(script, Long.MAX_VALUE);
    }

    @Override
    public void close() {
        pool.close();
    }
}
