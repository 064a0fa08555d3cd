package luafcgid.daemon.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A thread of this process as Linux shows it: see proc(5).
 *
 * @param folder what the system tells of it
 */
record SystemThread(Path folder) {
    private static final Path ALL = Path.of("/proc/self/task");
    private static final Path CALLER = Path.of("/proc/thread-self");
    /** Counted from the field behind the name, which is the second one and may have spaces. */
    private static final int NICENESS = 19 - 3;

    private static final int POLICY = 41 - 3;

    /** The calling platform thread. */
    static SystemThread caller() throws IOException {
        return new SystemThread(CALLER.toRealPath());
    }

    /** Those that there are now. */
    static List<SystemThread> all() throws IOException {
        List<SystemThread> threads = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(ALL)) {
            folders.forEach(folder -> threads.add(new SystemThread(folder)));
        }
        return threads;
    }

    /** Its number, one of the whole system. */
    int id() {
        return Integer.parseInt(folder.getFileName().toString());
    }

    /** Its name, up to 15 bytes. */
    String name() throws IOException {
        return Files.readString(folder.resolve("comm"), StandardCharsets.UTF_8).strip();
    }

    /** How much less important it is than others, -20 to 19. */
    int niceness() throws IOException {
        return field(NICENESS);
    }

    /** By which rules it gets the processor: see sched(7). */
    int policy() throws IOException {
        return field(POLICY);
    }

    private int field(int index) throws IOException {
        String all = Files.readString(folder.resolve("stat"), StandardCharsets.UTF_8);
        return Integer.parseInt(all.substring(all.lastIndexOf(')') + 2).split(" ", -1)[index]);
    }
}
