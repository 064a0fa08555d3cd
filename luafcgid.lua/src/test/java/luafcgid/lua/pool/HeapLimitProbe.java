package luafcgid.lua.pool;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StateThread;
import luafcgid.lua.StopReason;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.ZeroArgFunction;

/** What {@link HeapLimitTest} runs in a JVM with little memory: a script that keeps what it makes, beside one that does not. */
final class HeapLimitProbe {
    private HeapLimitProbe() {}

    public static void main(String[] words) throws Exception {
        ExecutorService workers = Executors.newCachedThreadPool(work -> new StateThread(null, work, "worker"));
        try (Site site = new Site(Path.of(words[0]))) {
            site.pool.limits(SiteLimits.of(Map.of("cpu", 0.0, "allocation", 0L, "heap", 60)));
            AtomicBoolean over = new AtomicBoolean();
            site.extension("over", 0, (state, module) -> new ZeroArgFunction() {
                @Override
                public LuaValue call() {
                    return LuaValue.valueOf(over.get());
                }
            });
            Path modest = site.write(
                    "modest.lua",
                    "local over = require 'over' function main() repeat until over() return 'unharmed' end");
            Path greedy = site.write(
                    "greedy.lua",
                    "function main() local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end end");
            Future<String> beside = workers.submit(() -> end(site, modest));
            for (int i = 1; i <= 3; i++) {
                System.out.println("greedy " + i + ": "
                        + workers.submit(() -> end(site, greedy)).get());
            }
            over.set(true);
            System.out.println("modest: " + beside.get());
            System.out.println("stopped " + site.pool.use().stops().get(StopReason.MEMORY));
        }
        workers.shutdown();
    }

    private static String end(Site site, Path script) {
        try (Lease lease = site.pool.claim(script, Long.MAX_VALUE)) {
            return Site.call(lease);
        } catch (ScriptException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
