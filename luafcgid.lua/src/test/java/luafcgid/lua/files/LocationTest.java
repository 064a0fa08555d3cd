package luafcgid.lua.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import luafcgid.lua.FileMode;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.engine.FilePolicy.Access;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens when folders are moved after the policy has spoken. */
@Timeout(60)
class LocationTest {
    @TempDir
    Path folder;

    private Path data = Path.of("/");
    private Path outside = Path.of("/");

    @BeforeEach
    void makeFolders() throws Exception {
        data = Files.createDirectories(folder.resolve("data/a/b"))
                .toRealPath()
                .getParent()
                .getParent();
        outside = Files.createDirectories(folder.resolve("outside/b"))
                .toRealPath()
                .getParent();
        Files.writeString(data.resolve("a/b/f.txt"), "inside");
        Files.writeString(outside.resolve("b/f.txt"), "secret");
    }

    private Location locate(String path) throws AccessDeniedException {
        FilePolicy policy = new FilePolicy(Access.SANDBOX, List.of(data), List.of(), List.of(), List.of(data));
        return policy.locate(data, path, FileMode.WRITE);
    }

    /** As a script does that may rename what is in its folder, links included. */
    private void swapFolderForLink() throws IOException {
        Files.move(data.resolve("a"), data.resolve("moved"));
        Files.createSymbolicLink(data.resolve("a"), outside);
    }

    @Test
    void fileIsOpenedBelowTheFolder() throws Exception {
        try (FileChannel channel = locate("a/b/f.txt").open(Set.of(StandardOpenOption.READ))) {
            assertEquals(6, channel.size());
        }
    }

    @Test
    void folderThatBecameALinkLeadsNowhere() throws Exception {
        Location file = locate("a/b/f.txt");
        Location fresh = locate("a/b/new.txt");
        swapFolderForLink();
        assertThrows(IOException.class, () -> file.open(Set.of(StandardOpenOption.READ)));
        assertThrows(IOException.class, () -> fresh.open(Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE)));
        assertThrows(IOException.class, file::delete);
        assertThrows(IOException.class, () -> file.moveTo(fresh));
        assertThrows(IOException.class, () -> locateMoved().moveTo(fresh));
        assertEquals("secret", Files.readString(outside.resolve("b/f.txt")));
        assertFalse(Files.exists(outside.resolve("b/new.txt")));
        assertEquals("inside", Files.readString(data.resolve("moved/b/f.txt")));
    }

    private Location locateMoved() throws AccessDeniedException {
        return locate("moved/b/f.txt");
    }

    @Test
    void fileThatBecameALinkIsNotFollowed() throws Exception {
        Location file = locate("a/b/f.txt");
        Files.delete(data.resolve("a/b/f.txt"));
        Files.createSymbolicLink(data.resolve("a/b/f.txt"), outside.resolve("b/f.txt"));
        assertThrows(IOException.class, () -> file.open(Set.of(StandardOpenOption.READ)));
        file.delete();
        assertEquals("secret", Files.readString(outside.resolve("b/f.txt")));
    }

    @Test
    void singleFileMayBeListed() throws Exception {
        Path only = data.resolve("a/b/f.txt");
        FilePolicy policy = new FilePolicy(Access.SANDBOX, List.of(data), List.of(), List.of(only), List.of());
        try (FileChannel channel =
                policy.locate(data, "a/b/f.txt", FileMode.READ).open(Set.of(StandardOpenOption.READ))) {
            assertEquals(6, channel.size());
        }
        assertThrows(AccessDeniedException.class, () -> policy.locate(data, "a/b/f.txt", FileMode.WRITE));
        assertThrows(AccessDeniedException.class, () -> policy.locate(data, "a/b", FileMode.READ));
    }
}
