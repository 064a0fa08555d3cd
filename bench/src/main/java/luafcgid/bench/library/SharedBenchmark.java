package luafcgid.bench.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import luafcgid.bench.Median;
import luafcgid.ext.shared.SharedLibrary;
import luafcgid.ext.shared.memory.MemorySettings;
import luafcgid.ext.shared.memory.MemoryStore;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.Numeric;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.SharedStore;
import luafcgid.ext.shared.store.Text;
import luafcgid.ext.shared.store.Ttl;
import luafcgid.lua.Lease;
import luafcgid.lua.StateThread;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.ScriptPool;
import org.luaj.vm2.LuaValue;

/** How many times a second eight threads add to numbers of a shared dictionary: of the store alone, and from Lua. */
final class SharedBenchmark implements LibraryBenchmark {
    private static final int THREADS = 8;
    private static final int STORE_TIMES = 1_000_000;
    private static final int LUA_TIMES = 250_000;
    private static final int WARMUPS = 4;
    private static final double AIM_DISTINCT = 5e6;
    private static final double AIM_ONE = 1e6;
    private static final Numeric ONE = new Numeric.Int(1);

    private static final String SCRIPT =
            """
            local d = require("shared").dict("bench")
            function main(key, times)
              for i = 1, times do d:incr(key, 1, 0) end
            end
            """;

    /** What one of the threads does. */
    @FunctionalInterface
    private interface Work {
        void run(String key, int times) throws Exception;
    }

    @Override
    public String name() {
        return "shared";
    }

    @Override
    public List<Row> measure(int turns) throws Exception {
        SharedStore store = new MemoryStore(MemorySettings.of(1 << 20, 0, 16 << 20));
        Path folder = Files.createTempDirectory("luafcgid-shared").toRealPath();
        Path script = folder.resolve("incr.lua");
        Files.writeString(script, SCRIPT);
        ExtensionRegistry extensions = new ExtensionRegistry();
        extensions.add(new Extension(new SharedLibrary(() -> store), List.of("shared"), "", 0, 1));
        try (ScriptPool pool = new ScriptPool(PoolSettings.of(folder), extensions)) {
            SharedDictionary dictionary = store.dictionary("bench", Limits.DEFAULT);
            Work direct = (key, times) -> add(dictionary, Text.of(key), times);
            Work lua = (key, times) -> call(pool, script, key, times);
            return List.of(
                    row("store, 8 threads, own keys", direct, STORE_TIMES, true, turns),
                    row("store, 8 threads, one key", direct, STORE_TIMES, false, turns),
                    row("Lua, 8 states, own keys", lua, LUA_TIMES, true, turns),
                    row("Lua, 8 states, one key", lua, LUA_TIMES, false, turns));
        } finally {
            Files.deleteIfExists(script);
            Files.deleteIfExists(folder);
        }
    }

    private static void add(SharedDictionary dictionary, Text key, int times) {
        for (int i = 0; i < times; i++) {
            if (dictionary.incr(key, ONE, ONE, Ttl.FOREVER) == null) {
                throw new IllegalStateException("incr of " + key + " failed");
            }
        }
    }

    private static void call(ScriptPool pool, Path script, String key, int times) throws Exception {
        try (Lease lease = pool.claim(script, Long.MAX_VALUE)) {
            LuaValue main = lease.state().globals().get("main");
            lease.state().call(main, LuaValue.varargsOf(LuaValue.valueOf(key), LuaValue.valueOf(times)));
        }
    }

    private static Row row(String what, Work work, int times, boolean ownKeys, int turns) throws Exception {
        for (int i = 0; i < WARMUPS; i++) {
            rate(work, times, ownKeys);
        }
        double[] rates = new double[turns];
        for (int i = 0; i < turns; i++) {
            rates[i] = rate(work, times, ownKeys);
        }
        double aim = ownKeys ? AIM_DISTINCT : AIM_ONE;
        Median median = Median.of(rates);
        return new Row(
                "shared incr, " + what + ", millions/s",
                new Median(median.least() / 1e6, median.middle() / 1e6, median.most() / 1e6).formatRange(2),
                String.format(Locale.ROOT, "%.0f, the aim", aim / 1e6),
                String.format(Locale.ROOT, "%.2f", median.middle() / aim));
    }

    /** Calls a second of all threads together. */
    private static double rate(Work work, int times, boolean ownKeys) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS + 1);
        AtomicReference<Exception> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String key = ownKeys ? "counter " + i : "counter";
            Thread thread = new StateThread(
                    null,
                    () -> {
                        try {
                            start.await();
                            work.run(key, times);
                        } catch (Exception e) {
                            failure.set(e);
                        }
                    },
                    "bench-" + i);
            thread.start();
            threads.add(thread);
        }
        start.await();
        long begun = System.nanoTime();
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (failure.get() != null) {
            throw failure.get();
        }
        return THREADS * (double) times / seconds;
    }
}
