package luafcgid.launcher;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** What is different for a process that a web server starts: often without a home, and with nobody at the other end of its outputs. */
final class Spawned {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private Spawned() {}

    /** The folder in which such processes have their var folders: where the user's state is, if that can be, else among the temporary files. */
    static VarFolder base(Arguments arguments) throws Failure {
        VarFolder base = VarFolder.of(arguments);
        try {
            base.create();
            return base;
        } catch (Failure e) {
            if (arguments.one(Option.VAR).isPresent()) {
                throw e;
            }
            VarFolder temporary = new VarFolder(Path.of(
                    System.getProperty("java.io.tmpdir"), "luafcgid-" + System.getProperty("user.name", "nobody")));
            own(temporary);
            temporary.create();
            return temporary;
        }
    }

    /** In a folder where everybody may write, the name may be somebody else's. */
    private static void own(VarFolder var) throws Failure {
        Path folder = var.path();
        try {
            Path probe = Files.createTempDirectory("luafcgid");
            try {
                if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                }
                Set<PosixFilePermission> others =
                        EnumSet.copyOf(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
                others.removeAll(OWNER_ONLY);
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        || !others.isEmpty()
                        || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))) {
                    throw new Failure(
                            Exit.CANNOT_CREATE,
                            folder + " is not this user's alone; remove it, or name a folder with --var");
                }
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw var.unusable(e);
        }
    }

    /**
     * Says nothing on standard output, which the specification closes, and what would be lost on standard error into a file.
     *
     * @param base where the file is
     */
    static void speakTo(VarFolder base) throws IOException {
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Path error = Path.of("/dev/fd/2");
        if (Files.exists(error) && Files.isSameFile(error, Path.of("/dev/null"))) {
            base.rotateConsole();
            System.setErr(
                    new PrintStream(new FileOutputStream(base.console().toFile(), true), true, StandardCharsets.UTF_8));
        }
    }
}
