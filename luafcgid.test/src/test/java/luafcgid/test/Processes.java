package luafcgid.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the system tells about processes and their sockets. */
public final class Processes {
    private Processes() {}

    /** The command lines of the processes that name a path. */
    static List<String> naming(Path path) throws IOException {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(process -> commandLine(process.pid()))
                    .filter(line -> line.contains(path.toString()))
                    .toList();
        }
    }

    private static String commandLine(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "cmdline"));
            return pid + " " + new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            // Ended since.
            return "";
        }
    }

    /** Resident memory in MB. */
    public static long residentMegabytes(long pid) throws IOException {
        return megabytes(pid, "VmRSS:");
    }

    /** The most that it ever was. */
    static long mostResidentMegabytes(long pid) throws IOException {
        return megabytes(pid, "VmHWM:");
    }

    private static long megabytes(long pid, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                        .filter(line -> line.startsWith(field))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .sum()
                / 1024;
    }

    /** That of each of its threads. */
    static Set<Integer> niceness(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.map(thread -> Cli.text(thread.resolve("stat")))
                    .filter(stat -> stat.contains(") "))
                    // The seventeenth field behind the name, which may have spaces: see proc(5).
                    .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16])
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet());
        }
    }

    /** Accepted connections of Unix sockets in a folder; a socket's file may have been renamed since it was bound. */
    public static long connectionsBelow(Path folder) throws IOException {
        return Files.readAllLines(Path.of("/proc/net/unix")).stream()
                .filter(line -> line.contains(" " + folder + "/"))
                // Flags 00010000 mark the one that listens.
                .filter(line -> !line.contains(" 00010000 "))
                .count();
    }

    /** Established connections to a local TCP port. */
    public static long connections(int port) throws IOException {
        String local = "(?i)\\s*\\d+: [0-9A-F]+:%04X [0-9A-F]+:[0-9A-F]{4} 01 .*".formatted(port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(file -> Cli.text(file).lines())
                .filter(line -> line.matches(local))
                .count();
    }
}
