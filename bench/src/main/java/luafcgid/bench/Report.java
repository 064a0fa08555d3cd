package luafcgid.bench;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import luafcgid.bench.beside.Beside;
import luafcgid.bench.load.LoadResult;

/** The figures as Markdown. */
final class Report {
    private static final String NONE = "–";

    private final Options options;
    private final Machine machine;
    private final Figures figures;
    private final StringBuilder text = new StringBuilder();

    private Report(Options options, Machine machine, Figures figures) {
        this.options = options;
        this.machine = machine;
        this.figures = figures;
    }

    static String of(Options options, Machine machine, Figures figures, LocalDate day) {
        Report report = new Report(options, machine, figures);
        report.head(day);
        if (!figures.outcomes().isEmpty()) {
            report.rates();
        }
        report.rest();
        if (!figures.company().isEmpty()) {
            report.company();
        }
        return report.text.toString();
    }

    private void head(LocalDate day) {
        text.append(String.format(
                Locale.ROOT,
                "Measured %s on %s. Load by %s. Medians of %d turns of %s s.%n%n",
                day,
                machine,
                figures.load(),
                options.turns(),
                number(options.seconds().toMillis() / 1e3)));
    }

    private void rates() {
        row(
                "",
                "req/s",
                "of hello_fcgi (range)",
                "p50 µs",
                "p99 µs",
                "CPU µs/request",
                "errors / starved",
                "hello_fcgi: req/s",
                "p50 µs",
                "p99 µs",
                "CPU µs/request");
        text.append("|---|").append("---:|".repeat(10)).append('\n');
        for (Outcome outcome : figures.outcomes()) {
            boolean compared = !outcome.yardstick().isEmpty();
            row(
                    outcome.workload().title(),
                    Median.of(outcome.daemon(), s -> s.load().perSecond()).format(0),
                    compared ? outcome.ratio().formatRange(2) : NONE,
                    Median.of(outcome.daemon(), s -> s.load().p50()).format(0),
                    Median.of(outcome.daemon(), s -> s.load().p99()).format(0),
                    Median.of(outcome.daemon(), Sample::cpu).format(1),
                    outcome.errors() + " / " + outcome.starved(),
                    compared
                            ? Median.of(outcome.yardstick(), s -> s.load().perSecond())
                                    .format(0)
                            : NONE,
                    compared
                            ? Median.of(outcome.yardstick(), s -> s.load().p50())
                                    .format(0)
                            : NONE,
                    compared
                            ? Median.of(outcome.yardstick(), s -> s.load().p99())
                                    .format(0)
                            : NONE,
                    compared ? Median.of(outcome.yardstick(), Sample::cpu).format(1) : NONE);
        }
        text.append("\nhello_fcgi answers Hello World to every request, also where the daemon computes.\n\n");
    }

    private void rest() {
        Figures.Memory daemon = figures.daemonMemory();
        Optional<Figures.Memory> yardstick = figures.yardstickMemory();
        row("", "luafcgid", "hello_fcgi");
        text.append("|---|---:|---:|\n");
        row(
                "resident before the first request, MB",
                megabytes(daemon.idle()),
                yardstick.map(memory -> megabytes(memory.idle())).orElse(NONE));
        row(
                "resident after the last one, MB",
                megabytes(daemon.after()),
                yardstick.map(memory -> megabytes(memory.after())).orElse(NONE));
        row(
                "start to ready, no class archive, ms (range)",
                figures.startUp().withoutArchive().formatRange(0),
                NONE);
        row(
                "start to ready, class archive, ms (range)",
                figures.startUp()
                        .withArchive()
                        .map(median -> median.formatRange(0))
                        .orElse("none was made"),
                NONE);
    }

    private void company() {
        text.append("\nHello on 8 kept connections, beside:\n\n");
        row(
                "",
                "strategy",
                "p50 µs (alone)",
                "p99 µs (alone)",
                "max µs (alone)",
                "of its rate alone",
                "errors and starved",
                "MB more, meanwhile",
                "and after");
        text.append("|---|---|").append("---:|".repeat(7)).append('\n');
        for (Beside beside : figures.company()) {
            row(
                    beside.company().title(),
                    beside.strategy().word(),
                    both(beside, LoadResult::p50),
                    both(beside, LoadResult::p99),
                    both(beside, LoadResult::max),
                    Median.of(beside.turns(), Beside.Turn::kept).formatRange(2),
                    String.valueOf(beside.failures()),
                    megabytes(beside, turn -> turn.during() - turn.before()),
                    megabytes(beside, turn -> turn.after() - turn.before()));
        }
    }

    private static String both(Beside beside, ToDoubleFunction<LoadResult> figure) {
        return Median.of(beside.turns(), turn -> figure.applyAsDouble(turn.beside()))
                        .format(0) + " ("
                + Median.of(beside.turns(), turn -> figure.applyAsDouble(turn.alone()))
                        .format(0) + ")";
    }

    /** Of the first turn: the heap of later ones has grown already. */
    private static String megabytes(Beside beside, ToLongFunction<Beside.Turn> figure) {
        return megabytes(figure.applyAsLong(beside.turns().get(0)));
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
