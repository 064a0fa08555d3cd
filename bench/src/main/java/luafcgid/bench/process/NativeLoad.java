package luafcgid.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import luafcgid.bench.load.LoadGenerator;
import luafcgid.bench.load.LoadOptions;
import luafcgid.bench.load.LoadResult;
import luafcgid.protocol.ListenAddress;

/** The load generator in C, which leaves more of the processor to what is measured. */
final class NativeLoad implements LoadGenerator {
    /** What it may take longer than it was told to. */
    private static final long GRACE_SECONDS = 20;
    /** Its exit status when there were errors: they are in its output too. */
    private static final int HAD_ERRORS = 1;

    private final Path program;
    private final Processes processes;

    NativeLoad(Path program, Processes processes) {
        this.program = program;
        this.processes = processes;
    }

    @Override
    public String name() {
        return "fcgiload (C, one thread, epoll)";
    }

    @Override
    public LoadResult run(LoadOptions options) throws IOException, InterruptedException {
        double seconds = options.duration().toMillis() / 1e3;
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "-c",
                String.valueOf(options.connections()),
                "-d",
                String.format(Locale.ROOT, "%.3f", seconds),
                "-k",
                options.keep() ? "1" : "0"));
        if (!options.expect().isEmpty()) {
            command.addAll(List.of("-e", options.expect()));
        }
        command.add(
                options.address() instanceof ListenAddress.Unix unix
                        ? unix.path().toString()
                        : options.address().toString());
        command.add(options.request().script());
        command.add(options.request().query());
        return parse(processes.run((long) seconds + GRACE_SECONDS, HAD_ERRORS, command));
    }

    static LoadResult parse(String output) throws IOException {
        return new LoadResult(
                number(output, "rps"),
                number(output, "p50"),
                number(output, "p99"),
                number(output, "p999"),
                number(output, "max"),
                (long) number(output, "requests"),
                (long) number(output, "errors"),
                (int) number(output, "starved"));
    }

    private static double number(String output, String name) throws IOException {
        Matcher matcher = Pattern.compile("\\b" + name + " (\\d+)").matcher(output);
        if (!matcher.find()) {
            throw new IOException("fcgiload said no " + name + ": " + output.strip());
        }
        return Double.parseDouble(matcher.group(1));
    }
}
