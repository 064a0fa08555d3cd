package luafcgid.ext.form.upload;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folders named after the process that made them, PID-START-ID, so that what a crash left behind is known as such. */
final class ProcessFolders {
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})-\\w{8}");

    private ProcessFolders() {}

    static Path unused(Path parent) {
        ProcessHandle self = ProcessHandle.current();
        return parent.resolve(self.pid() + "-" + start(self) + "-"
                + UUID.randomUUID().toString().substring(0, 8));
    }

    /** Removes the folders of processes that have ended. */
    static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent)) {
            for (Path each : folders) {
                Matcher name = NAME.matcher(each.getFileName().toString());
                if (name.matches() && !isAlive(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))) {
                    remove(each);
                }
            }
        }
    }

    /** A process number comes again, in containers at every start. */
    private static boolean isAlive(long pid, long start) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isPresent() && start(process.get()) == start;
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static void remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path each : files) {
                Files.deleteIfExists(each);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another process of this daemon was faster, or the folder is not ours.
        }
    }
}
