package luafcgid.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The classes of a run as Java keeps them in memory, for the next start to map. Made at the end of a good run: at the end
 * of one that failed Java would keep the few classes that it had come to.
 */
record ClassArchive(Path path) {
    /** The property by which the start script asks for an archive, when there is none yet. */
    private static final String WANTED = "luafcgid.archive";

    static Optional<ClassArchive> wanted() {
        return Optional.ofNullable(System.getProperty(WANTED)).map(Path::of).map(ClassArchive::new);
    }

    /** Writes it, or not: the next start is slower then, and nothing else. */
    void make() {
        Path unfinished = path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid());
        PrintStream out = System.out;
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            // Java's own report goes to standard output.
            System.setOut(nowhere);
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmCds",
                            new Object[] {new String[] {"dynamic_dump", unfinished.toString()}},
                            new String[] {String[].class.getName()});
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (JMException | IOException | RuntimeException e) {
            System.getLogger("luafcgid.launcher").log(System.Logger.Level.DEBUG, "no class archive", e);
        } finally {
            System.setOut(out);
        }
    }
}
