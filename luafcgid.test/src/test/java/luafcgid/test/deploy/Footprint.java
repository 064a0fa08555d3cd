package luafcgid.test.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import luafcgid.test.Jdk;

/** What a process takes, after its garbage was collected. */
record Footprint(long classLoaders, long metaspaceKilobytes, long threads, long descriptors) {
    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");

    /**
     * Measures.
     *
     * @param type a class: how many versions of it are loaded counts
     */
    static Footprint of(Jdk jdk, long pid, String type) throws IOException, InterruptedException {
        String histogram = jcmd(jdk, pid, "GC.class_histogram");
        Matcher metaspace = METASPACE.matcher(jcmd(jdk, pid, "GC.heap_info"));
        return new Footprint(
                histogram.lines().filter(line -> line.contains(" " + type)).count(),
                metaspace.find() ? Long.parseLong(metaspace.group(1)) : -1,
                count(Path.of("/proc/" + pid + "/task")),
                count(Path.of("/proc/" + pid + "/fd")));
    }

    private static String jcmd(Jdk jdk, long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(jdk.home().resolve("bin/jcmd").toString(), String.valueOf(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
