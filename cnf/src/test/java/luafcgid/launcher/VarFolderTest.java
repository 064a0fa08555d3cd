package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VarFolderTest {
    @Test
    void withoutAnOptionItIsInTheStateFolderOfTheUser() throws Failure {
        assertEquals(
                Path.of("/state/luafcgid"),
                VarFolder.of(Optional.empty(), Map.of("XDG_STATE_HOME", "/state", "HOME", "/home/u"))
                        .path());
        assertEquals(
                Path.of("/home/u/.local/state/luafcgid"),
                VarFolder.of(Optional.empty(), Map.of("XDG_STATE_HOME", "relative", "HOME", "/home/u"))
                        .path());
    }

    @Test
    void itIsMadeForItsOwnerOnly(@TempDir Path folder) throws Exception {
        VarFolder var = new VarFolder(folder.resolve("deep/var"));
        var.create();
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("deep/var"))));
    }

    @Test
    void aFolderTooLongForItsSocketsIsRefused() {
        String name = "/tmp/" + "x".repeat(100);
        Failure failure = assertThrows(Failure.class, () -> VarFolder.of(Optional.of(name), Map.of()));
        assertTrue(failure.line().contains("too long for the Unix sockets"), failure.line());
    }

    @Test
    void aFileInItsPlaceIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Failure failure = assertThrows(Failure.class, () -> new VarFolder(file).create());
        assertEquals("luafcgid: --var " + file + " is not a folder; choose another with --var DIR", failure.line());
        assertEquals(Exit.CANNOT_CREATE, failure.status());
    }

    @Test
    void whatAFailedStartLeavesIsRemovedAndNothingElse(@TempDir Path folder) throws Exception {
        VarFolder var = new VarFolder(folder.resolve("var"));
        var.create();
        Files.createDirectories(var.cache().resolve("osgi/bundle1"));
        Files.writeString(var.pid(), "1\n");
        Files.writeString(var.ready(), "ready\n");
        Files.createFile(var.adminSocket());
        var.sweep();
        var.abandon();
        assertFalse(Files.exists(var.path()));

        var.create();
        Files.writeString(var.console(), "kept\n");
        var.sweep();
        var.abandon();
        assertEquals("kept\n", Files.readString(var.console()));
        assertFalse(Files.exists(var.cache()));
    }
}
