package luafcgid.bench.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.ScriptPool;
import org.luaj.vm2.LuaValue;

/** The engine in a process of its own: what {@code driver.lua} does in C Lua, each run in a lease of a state, as a request has it. */
final class LuaHost {
    /** As a request's, and far longer than any program takes: the watchdog is at work. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private LuaHost() {}

    public static void main(String[] words) throws IOException, ScriptException {
        Path script = Path.of(words[0]).toAbsolutePath();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (ScriptPool pool = new ScriptPool(PoolSettings.of(script.resolveSibling("")), new ExtensionRegistry())) {
            while (input.readLine() != null) {
                try (Lease lease = pool.claim(script, System.nanoTime() + PATIENCE.toNanos())) {
                    LuaValue run = lease.state().globals().get("run");
                    System.out.println(
                            lease.state().call(run, LuaValue.NONE).arg1().tojstring());
                }
            }
        }
        System.exit(0);
    }
}
