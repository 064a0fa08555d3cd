package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import luafcgid.bench.Median;

/** The programs of {@code bench/lua} in our engine, in {@code lua5.1} and in {@code luajit}, all warm, in turns. */
final class LuaBenchmark implements LibraryBenchmark {
    private static final List<String> PROGRAMS = List.of(
            "fib",
            "loop",
            "nbody",
            "spectral",
            "fannkuch",
            "strings",
            "objects",
            "html-format",
            "html-concat",
            "templates",
            "tables",
            "sort",
            "coroutines");

    private static final List<String> OTHERS = List.of("lua5.1", "luajit");
    /** What the JVM's compiler wants to have seen, and at least how long it has had. */
    private static final int WARM_UP_RUNS = 10;

    private static final double WARM_UP_MILLIS = 3000;

    private final Path root =
            Path.of(System.getProperty("luafcgid.bench.root", "")).toAbsolutePath();
    private final Path javaHome;

    LuaBenchmark(Path javaHome) {
        this.javaHome = javaHome;
    }

    @Override
    public String name() {
        return "lua";
    }

    @Override
    public List<Row> measure(int turns) throws Exception {
        List<Row> rows = new ArrayList<>();
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (String program : PROGRAMS) {
            rows.add(measure(program, turns, ratios));
        }
        List<String> means = new ArrayList<>();
        ratios.forEach((other, all) -> {
            double sum = all.stream().mapToDouble(Math::log).sum();
            means.add(String.format(Locale.ROOT, "%.2f, %s", Math.exp(sum / all.size()), other));
        });
        rows.add(new Row("geometric mean", "", "", String.join("; ", means)));
        return rows;
    }

    private Row measure(String program, int turns, Map<String, List<Double>> ratios) throws IOException {
        Map<String, LuaProcess> processes = new LinkedHashMap<>();
        try {
            processes.put(
                    "luafcgid", new LuaProcess("luafcgid", Jvm.command(javaHome, LuaHost.class, script(program))));
            for (String other : OTHERS) {
                processes.put(other, new LuaProcess(other, List.of(other, script("driver"), script(program))));
            }
            Map<String, double[]> times = turns(program, turns, processes);
            double[] ours = times.getOrDefault("luafcgid", new double[0]);
            List<String> yardsticks = new ArrayList<>();
            List<String> cells = new ArrayList<>();
            for (String other : OTHERS) {
                double[] others = times.getOrDefault(other, new double[0]);
                double[] each = new double[turns];
                Arrays.setAll(each, turn -> others[turn] / ours[turn]);
                ratios.computeIfAbsent(other, key -> new ArrayList<>())
                        .add(Median.of(each).middle());
                yardsticks.add(Median.of(others).format(1) + ", " + other);
                cells.add(Median.of(each).formatRange(2) + ", " + other);
            }
            return new Row(
                    program + ", ms",
                    Median.of(ours).formatRange(1),
                    String.join("; ", yardsticks),
                    String.join("; ", cells));
        } finally {
            processes.values().forEach(LuaProcess::close);
        }
    }

    private Map<String, double[]> turns(String program, int turns, Map<String, LuaProcess> processes)
            throws IOException {
        Map<String, double[]> times = new LinkedHashMap<>();
        String check = "";
        for (Map.Entry<String, LuaProcess> each : processes.entrySet()) {
            times.put(each.getKey(), new double[turns]);
            String result = warmUp(each.getValue());
            if (!check.isEmpty() && !check.equals(result)) {
                throw new IOException(program + " gives " + result + " in " + each.getKey() + " instead of " + check);
            }
            check = result;
        }
        List<String> order = new ArrayList<>(processes.keySet());
        for (int turn = 0; turn < turns; turn++) {
            for (String each : order) {
                LuaProcess process = processes.get(each);
                double[] own = times.get(each);
                if (process != null && own != null) {
                    own[turn] = process.run().millis();
                }
            }
            // Who comes first changes, so that a machine that slows down favours nobody.
            order.add(order.remove(0));
        }
        return times;
    }

    private static String warmUp(LuaProcess process) throws IOException {
        double millis = 0;
        LuaProcess.Run last = process.run();
        for (int i = 1; i < WARM_UP_RUNS || millis < WARM_UP_MILLIS; i++) {
            last = process.run();
            millis += last.millis();
        }
        return last.check();
    }

    private String script(String program) {
        return root.resolve("bench/lua/" + program + ".lua").toString();
    }
}
