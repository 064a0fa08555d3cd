package luafcgid.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux knows of a process. */
final class ProcessStat {
    /** USER_HZ: what /proc counts in, whatever the kernel ticks at. */
    private static final int MILLIS_PER_TICK = 10;

    private ProcessStat() {}

    /** utime and stime of all its threads. */
    static Duration cpu(long pid) throws IOException {
        return cpu(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    static Duration cpu(String stat) {
        // The program's name stands in parentheses before them and may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
    }

    /** VmRSS, bytes. */
    static long resident(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("/proc/" + pid + "/status has no VmRSS: the process has ended");
    }
}
