package luafcgid.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import luafcgid.bench.beside.Company;
import luafcgid.bench.library.LibraryBenchmark;
import luafcgid.bench.library.LibraryBenchmarks;
import luafcgid.bench.library.LoadSettings;

/**
 * The command line.
 *
 * @param turns        how often each side is measured
 * @param seconds      length of one measurement
 * @param warmup       load on the daemon before the turns of a workload
 * @param workloads    what is measured
 * @param companies    whom hello is measured beside
 * @param libraries    of which the costs are measured
 * @param daemon       whether anything but libraries is
 * @param whole        whether that is everything there is: only then the result is written down
 * @param javaHome     the Java of the daemon
 * @param distribution the daemon's
 * @param yardstick    folder of the yardstick's sources, which need not exist
 * @param javaLoad     whether to use the load generator in Java in any case
 */
record Options(
        int turns,
        Duration seconds,
        Duration warmup,
        List<Workload> workloads,
        List<Company> companies,
        List<LibraryBenchmark> libraries,
        boolean daemon,
        boolean whole,
        Path javaHome,
        Path distribution,
        Path yardstick,
        boolean javaLoad) {
    static final String USAGE =
            """
            usage: bench/run [OPTION...]
              --turns N         measurements of each side; default 9
              --seconds S       length of each; default 3
              --warmup S        load before the turns of each workload; default 8
              --only NAME       one measurement; repeatable; docs/performance.md stays as it is
              --java-home DIR   Java of the daemon; default: the newest found
              --dist DIR        distribution of the daemon; default: built here
              --yardstick DIR   sources of hello_fcgi and fcgiload; default: ../shared/bench
              --java-load       use the load generator in Java even where that in C is there
            """
                    + "NAME: " + String.join(", ", names()) + "\n";

    /** The name that stands for no workload, only memory and start-up. */
    private static final String STARTUP = "startup";

    /**
     * Reads it.
     *
     * @param root the project's folder
     * @throws IllegalArgumentException naming what is wrong
     */
    static Options parse(Path root, String... words) {
        int turns = 9;
        Duration seconds = Duration.ofSeconds(3);
        Duration warmup = Duration.ofSeconds(8);
        List<String> only = new ArrayList<>();
        Path javaHome = Path.of(System.getProperty("java.home"));
        Path distribution = root.resolve("cnf/target/luafcgid");
        Path yardstick = root.resolve("../shared/bench");
        boolean javaLoad = false;
        Iterator<String> rest = Arrays.asList(words).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--turns" -> turns = (int) positive(option, value(option, rest));
                case "--seconds" -> seconds = seconds(option, value(option, rest));
                case "--warmup" -> warmup = seconds(option, value(option, rest));
                case "--only" -> only.add(name(value(option, rest)));
                case "--java-home" -> javaHome = Path.of(value(option, rest)).toAbsolutePath();
                case "--dist" -> distribution = Path.of(value(option, rest)).toAbsolutePath();
                case "--yardstick" -> yardstick = Path.of(value(option, rest)).toAbsolutePath();
                case "--java-load" -> javaLoad = true;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        if (!Files.isExecutable(distribution.resolve("bin/luafcgid"))) {
            throw new IllegalArgumentException("--dist " + distribution + " has no bin/luafcgid");
        }
        boolean whole = only.isEmpty();
        return new Options(
                turns,
                seconds,
                warmup,
                Arrays.stream(Workload.values())
                        .filter(workload -> whole || only.contains(workload.word()))
                        .toList(),
                Arrays.stream(Company.values())
                        .filter(company -> whole || only.contains(company.word()))
                        .toList(),
                LibraryBenchmarks.all(
                                distribution,
                                javaHome,
                                new LoadSettings(yardstick.normalize(), javaLoad, seconds, warmup))
                        .stream()
                        .filter(library -> whole || only.contains(library.name()))
                        .toList(),
                !LibraryBenchmarks.names().containsAll(only) || whole,
                whole,
                javaHome,
                distribution,
                yardstick.normalize(),
                javaLoad);
    }

    /** What can be measured alone. */
    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(STARTUP));
        names.addAll(Workload.words());
        names.addAll(Company.words());
        names.addAll(LibraryBenchmarks.names());
        return names;
    }

    private static String name(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("--only " + name + " is none of " + String.join(", ", names()));
        }
        return name;
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static Duration seconds(String option, String value) {
        return Duration.ofMillis(Math.round(positive(option, value) * 1000));
    }

    private static double positive(String option, String value) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " " + value + " is not a number", e);
        }
        if (!(number > 0 && number < 1e6) || (option.equals("--turns") && number < 1)) {
            throw new IllegalArgumentException(option + " " + value + " is not a useful number");
        }
        return number;
    }
}
