package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import luafcgid.bench.process.Processes;

/**
 * What a JVM takes when its garbage has been collected.
 *
 * @param loaders     class loaders that hold a version of the probe
 * @param metaspace   in use, kilobytes
 * @param threads     of the process
 * @param descriptors of the process
 */
record Footprint(long loaders, long metaspace, long threads, long descriptors) {
    private static final Pattern METASPACE = Pattern.compile("Both:.*?(\\d+)\\.\\d+ KB \\([^)]*\\) used");
    private static final long PATIENCE_SECONDS = 60;

    static Footprint of(Processes processes, Path javaHome, long pid) throws IOException, InterruptedException {
        // What the first collection finds unreachable, the second one frees.
        jcmd(processes, javaHome, pid, "GC.run");
        String classes = jcmd(processes, javaHome, pid, "GC.class_histogram");
        Matcher metaspace = METASPACE.matcher(jcmd(processes, javaHome, pid, "VM.metaspace", "scale=KB"));
        if (!metaspace.find()) {
            throw new IOException("jcmd tells nothing of the metaspace");
        }
        return new Footprint(
                classes.lines().filter(line -> line.contains(" probe.Probe")).count(),
                Long.parseLong(metaspace.group(1)),
                count(Path.of("/proc/" + pid + "/task")),
                count(Path.of("/proc/" + pid + "/fd")));
    }

    private static String jcmd(Processes processes, Path javaHome, long pid, String... words)
            throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(javaHome.resolve("bin/jcmd").toString(), String.valueOf(pid)), Stream.of(words))
                .toList();
        return processes.run(PATIENCE_SECONDS, 0, command);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    @Override
    public String toString() {
        return "metaspace " + metaspace + " KB, " + threads + " threads, " + descriptors + " descriptors, " + loaders
                + " class loaders of the probe";
    }
}
