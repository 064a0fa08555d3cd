package luafcgid.bench.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A program in a process of its own, which runs it once for every line that it reads and answers with its check value. */
final class LuaProcess implements AutoCloseable {
    private final Process process;
    private final Writer input;
    private final BufferedReader output;
    private final String name;

    LuaProcess(String name, List<String> command) throws IOException {
        this.name = name;
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        input = process.outputWriter(StandardCharsets.US_ASCII);
        output = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** What a run gave, and how long it took. */
    record Run(double millis, String check) {}

    Run run() throws IOException {
        return run("run");
    }

    /** Has the process do what {@code line} says. */
    Run run(String line) throws IOException {
        long start = System.nanoTime();
        input.write(line + "\n");
        input.flush();
        String check = output.readLine();
        double millis = (System.nanoTime() - start) / 1e6;
        if (check == null) {
            throw new IOException(name + " ended before its turn was over; its error is above");
        }
        return new Run(millis, check);
    }

    /** Processor time used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
