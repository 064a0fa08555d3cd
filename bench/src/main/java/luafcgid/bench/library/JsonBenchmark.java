package luafcgid.bench.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import luafcgid.bench.Median;
import luafcgid.ext.json.Json;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.ScriptPool;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Encoding and decoding a document of 10 KB, beside lua-cjson under Lua 5.1: both run the same script. */
final class JsonBenchmark implements LibraryBenchmark {
    private static final List<String> OPERATIONS = List.of("decode", "encode");
    private static final int TIMES = 2000;
    /** What the JVM's compiler wants to have seen. */
    private static final int WARM_UP_TURNS = 10;

    private final Path folder = Path.of(System.getProperty("luafcgid.bench.root", ""))
            .resolve("bench/library")
            .toAbsolutePath();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<Row> measure(int turns) throws Exception {
        try (ScriptPool pool = pool();
                Lease lease = pool.claim(folder.resolve("json.lua"), Long.MAX_VALUE)) {
            byte[] document = Files.readAllBytes(folder.resolve("json.json"));
            call(lease, "prepare", LuaString.valueOf(document));
            Optional<Yardstick> yardstick = Yardstick.start(folder);
            try {
                List<Row> rows = new ArrayList<>();
                for (String operation : OPERATIONS) {
                    rows.add(measure(operation, document.length, turns, lease, yardstick));
                }
                return rows;
            } finally {
                yardstick.ifPresent(Yardstick::close);
            }
        }
    }

    private ScriptPool pool() {
        ExtensionRegistry extensions = new ExtensionRegistry();
        extensions.add(new Extension(new Json(), List.of("cjson"), "", 0, 1));
        return new ScriptPool(PoolSettings.of(folder), extensions);
    }

    private static Row measure(String operation, int bytes, int turns, Lease lease, Optional<Yardstick> yardstick)
            throws IOException, ScriptException {
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            ours(lease, operation);
        }
        double[] ours = new double[turns];
        double[] others = new double[turns];
        double[] ratios = new double[turns];
        for (int turn = 0; turn < turns; turn++) {
            // Who comes first changes, so that a machine that slows down favours nobody.
            if (turn % 2 == 0) {
                ours[turn] = ours(lease, operation);
            }
            if (yardstick.isPresent()) {
                others[turn] = yardstick.get().run(operation);
            }
            if (turn % 2 != 0) {
                ours[turn] = ours(lease, operation);
            }
            ratios[turn] = others[turn] / ours[turn];
        }
        String what = String.format(Locale.ROOT, "cjson.%s, %.1f KB, µs", operation, bytes / 1024.0);
        return yardstick.isPresent()
                ? new Row(
                        what,
                        Median.of(ours).formatRange(1),
                        Median.of(others).formatRange(1) + ", lua-cjson",
                        Median.of(ratios).formatRange(2))
                : new Row(what, Median.of(ours).formatRange(1), "", "");
    }

    /** Microseconds each. */
    private static double ours(Lease lease, String operation) throws ScriptException {
        long start = System.nanoTime();
        call(lease, operation, LuaValue.valueOf(TIMES));
        return microseconds(start);
    }

    private static double microseconds(long start) {
        return (System.nanoTime() - start) / 1e3 / TIMES;
    }

    private static void call(Lease lease, String function, LuaValue argument) throws ScriptException {
        lease.state().call(lease.state().globals().get(function), argument);
    }

    /** lua-cjson in a process of its own, which rests between its turns. */
    private record Yardstick(Process process, Writer input, BufferedReader output) implements AutoCloseable {
        /** Empty where Lua 5.1 or its cjson is missing. */
        static Optional<Yardstick> start(Path folder) throws IOException, InterruptedException {
            if (!isThere()) {
                return Optional.empty();
            }
            Process process = new ProcessBuilder(
                            "lua5.1",
                            folder.resolve("json.lua").toString(),
                            folder.resolve("json.json").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return Optional.of(new Yardstick(
                    process,
                    process.outputWriter(StandardCharsets.US_ASCII),
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))));
        }

        private static boolean isThere() throws InterruptedException {
            try {
                Process process = new ProcessBuilder("lua5.1", "-e", "require 'cjson'")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            } catch (IOException e) {
                return false;
            }
        }

        /** Microseconds each. */
        double run(String operation) throws IOException {
            long start = System.nanoTime();
            input.write(operation + " " + TIMES + "\n");
            input.flush();
            if (output.readLine() == null) {
                throw new IOException("lua5.1 ended before its turn was over; its error is above");
            }
            return microseconds(start);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
