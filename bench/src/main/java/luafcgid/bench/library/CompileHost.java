package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import luafcgid.bench.Median;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.ScriptPool;

/**
 * What compiling and another state of a script cost, in a process of its own; prints milliseconds to compile a script of 12 KB and a
 * table of 500 lines, microseconds and kilobytes of a state.
 */
final class CompileHost {
    private static final int SIZE = 12 << 10;
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 21;
    private static final int STATES = 500;

    private CompileHost() {}

    public static void main(String[] words) throws IOException, ScriptException {
        Path folder = Files.createTempDirectory("compile").toRealPath();
        String script = script(Path.of(words[0]));
        String table = table();
        PoolSettings settings = PoolSettings.of(folder);
        try (ScriptPool pool = new ScriptPool(settings, new ExtensionRegistry())) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "%.2f %.2f %s",
                    compile(pool, folder, script),
                    compile(pool, folder, table),
                    states(pool, folder, script)));
        }
        System.exit(0);
    }

    /** The programs' functions, as one script. */
    private static String script(Path programs) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(programs)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("driver.lua") && !name.equals("request.lua")) {
                    text.append("do\n").append(Files.readString(file)).append("end\n");
                }
            }
        }
        int end = text.indexOf("\nend\ndo\n", SIZE);
        return end < 0 ? text.toString() : text.substring(0, end + "\nend\n".length());
    }

    private static String table() {
        StringBuilder text = new StringBuilder("return {\n");
        for (int i = 1; i <= 500; i++) {
            text.append("  {id = ")
                    .append(i)
                    .append(", name = \"item ")
                    .append(i)
                    .append("\", price = ")
                    .append(i)
                    .append(".25, tags = {\"a\", \"b\"}, active = true},\n");
        }
        return text.append("}\n").toString();
    }

    /** Milliseconds from a file that nobody has seen to its first state; the middle one, after many. */
    private static double compile(ScriptPool pool, Path folder, String text) throws IOException, ScriptException {
        double[] millis = new double[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            Path file = Files.createTempFile(folder, "c", ".lua");
            Files.writeString(file, text + "-- " + i + "\n");
            long start = System.nanoTime();
            pool.claim(file, Long.MAX_VALUE).close();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Files.delete(file);
        }
        return Median.of(millis).middle();
    }

    private static String states(ScriptPool pool, Path folder, String text) throws IOException, ScriptException {
        Path file = Files.writeString(folder.resolve("states.lua"), text);
        double micros = 0;
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            pool.flush(path -> true);
            pool.claim(file, Long.MAX_VALUE).close();
            List<Lease> leases = new ArrayList<>();
            leases.add(pool.claim(file, Long.MAX_VALUE));
            long before = used();
            long start = System.nanoTime();
            for (int i = 0; i < STATES; i++) {
                leases.add(pool.claim(file, Long.MAX_VALUE));
            }
            micros = (System.nanoTime() - start) / 1e3 / STATES;
            bytes = (used() - before) / STATES;
            leases.forEach(Lease::close);
        }
        return String.format(Locale.ROOT, "%.1f %.1f", micros, bytes / 1024.0);
    }

    @SuppressWarnings("CallToSystemGc")
    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
