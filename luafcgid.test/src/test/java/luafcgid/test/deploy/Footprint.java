package luafcgid.test.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import luafcgid.test.Jdk;

/** What a process takes, after its garbage was collected. */
record Footprint(long classLoaders, long metaspaceKilobytes, long threads, long descriptors) {
    private static final Pattern METASPACE = Pattern.compile("Both:.*?(\\d+)\\.\\d+ KB \\([^)]*\\) used");

    /**
     * Measures.
     *
     * @param type a class: how many versions of it are loaded counts
     */
    static Footprint of(Jdk jdk, long pid, String type) throws IOException, InterruptedException {
        Pattern line = Pattern.compile(".* " + Pattern.quote(type) + "( .*)?");
        // The first collection makes what the second one frees: finalizers, cleaners, class loaders.
        jcmd(jdk, pid, "GC.run");
        String histogram = jcmd(jdk, pid, "GC.class_histogram");
        Matcher metaspace = METASPACE.matcher(jcmd(jdk, pid, "VM.metaspace", "scale=KB"));
        return new Footprint(
                histogram.lines().filter(line.asMatchPredicate()).count(),
                metaspace.find() ? Long.parseLong(metaspace.group(1)) : -1,
                count(Path.of("/proc/" + pid + "/task")),
                count(Path.of("/proc/" + pid + "/fd")));
    }

    private static String jcmd(Jdk jdk, long pid, String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(jdk.home().resolve("bin/jcmd").toString(), String.valueOf(pid)));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
