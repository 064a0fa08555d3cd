package luafcgid.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The classes of a run as Java keeps them in memory, for the next start to map. Made at the end of a good run by another process, from the
 * names that the JVM has listed.
 *
 * @param path    where it is looked for by the next start
 * @param classes the list
 */
record ClassArchive(Path path, Path classes) {
    /** The property by which the start script asks for an archive, when there is none yet. */
    private static final String WANTED = "luafcgid.archive";

    private static final String CLASSES = "luafcgid.classes";
    /** It takes two or three. */
    private static final int PATIENCE_SECONDS = 60;

    static Optional<ClassArchive> wanted() {
        String path = System.getProperty(WANTED);
        String classes = System.getProperty(CLASSES);
        return path == null || classes == null
                ? Optional.empty()
                : Optional.of(new ClassArchive(Path.of(path), Path.of(classes)));
    }

    /** Writes it, or not: the next start is slower then, and nothing else. */
    void make() {
        Path unfinished = path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid());
        try {
            if (dumps(unfinished)) {
                Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            System.getLogger("luafcgid.launcher").log(System.Logger.Level.DEBUG, "no class archive", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean dumps(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The one that writes all that can be mapped, whichever collector maps it.
                        "-XX:+UseG1GC",
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + file,
                        "-Xlog:disable",
                        "-cp",
                        System.getProperty("java.class.path")))
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Takes the list away; it is of no more use. */
    void forget() {
        try {
            Files.deleteIfExists(classes);
        } catch (IOException e) {
            System.getLogger("luafcgid.launcher").log(System.Logger.Level.DEBUG, "a list of classes stays", e);
        }
    }
}
