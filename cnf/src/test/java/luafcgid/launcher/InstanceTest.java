package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class InstanceTest {
    @TempDir
    Path folder;

    private VarFolder base() {
        return new VarFolder(folder.resolve("var"));
    }

    @Test
    void processesThatAreStartedAlikeHaveFoldersOfTheirOwnWhichAreUsedAgain() throws Exception {
        try (Instance first = Instance.firstFree(base())) {
            Instance second = Instance.firstFree(base());
            assertEquals(folder.resolve("var/fcgi-1"), first.var().path());
            assertEquals(folder.resolve("var/fcgi-2"), second.var().path());
            second.close();
            try (Instance third = Instance.firstFree(base())) {
                assertEquals(second.var(), third.var());
            }
            try (Instance ordinary = Instance.only(base())) {
                assertEquals(base(), ordinary.var());
            }
        }
    }

    @Test
    void ofOneThatWasSpawnedOnlyTheLogStays() throws Exception {
        VarFolder var;
        try (Instance instance = Instance.firstFree(base())) {
            var = instance.var();
            Files.writeString(var.pid(), "1");
            Files.createDirectories(var.cache().resolve("osgi/bundle1"));
            Files.writeString(var.console(), "said");
        }
        assertEquals("said", Files.readString(var.console()));
        assertFalse(Files.exists(var.cache()));
        assertFalse(Files.exists(var.pid()));
        assertFalse(Files.exists(var.lock()));
    }

    @Test
    void theCacheOfAnOrdinaryDaemonStays() throws Exception {
        try (Instance instance = Instance.only(base())) {
            Files.writeString(instance.var().cache().resolve("java-17.jsa"), "classes");
            assertThrows(Failure.class, () -> Instance.only(base()).close());
        }
        assertTrue(Files.exists(base().cache().resolve("java-17.jsa")));
    }

    @Test
    void aFolderTooLongForTheSocketsOfItsInstancesIsRefused() {
        VarFolder base =
                new VarFolder(folder.resolve("x".repeat(92 - folder.toString().length())));
        Failure failure =
                assertThrows(Failure.class, () -> Instance.firstFree(base).close());
        assertTrue(failure.line().contains("too long for the Unix sockets"), failure.line());
    }
}
