package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import luafcgid.lua.FileMode;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.engine.FilePolicy.Access;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaError;

@Timeout(60)
class FilePolicyTest {
    @TempDir
    Path folder;

    private Path root = Path.of("/");
    private Path outside = Path.of("/");

    @BeforeEach
    void makeFolders() throws Exception {
        root = Files.createDirectory(folder.resolve("root")).toRealPath();
        outside = Files.createDirectory(folder.resolve("outside")).toRealPath();
        Files.writeString(outside.resolve("secret.txt"), "secret");
    }

    private FilePolicy policy(Access access) {
        return new FilePolicy(access, List.of(root), List.of());
    }

    @Test
    void relativePathsStartAtTheWorkingDirectory() throws Exception {
        assertEquals(
                root.resolve("a/b.txt"),
                policy(Access.ROOT)
                        .locate(root.resolve("a"), "b.txt", FileMode.READ)
                        .path());
    }

    @Test
    void nothingOutsideOfTheRootsIsReadWhereRootIsAsked() {
        for (String path :
                List.of("../outside/secret.txt", outside + "/secret.txt", "x/../../outside/secret.txt", "..")) {
            assertThrows(
                    AccessDeniedException.class,
                    () -> policy(Access.ROOT).locate(root, path, FileMode.READ).path(),
                    () -> path);
        }
    }

    @Test
    void linkIsFollowedBeforeThePolicyIsAsked() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), outside);
        assertThrows(AccessDeniedException.class, () -> policy(Access.ROOT)
                .locate(root, "link/secret.txt", FileMode.READ)
                .path());
        assertThrows(AccessDeniedException.class, () -> policy(Access.ROOT)
                .locate(root, "link/new.txt", FileMode.WRITE)
                .path());
        assertEquals(
                outside.resolve("secret.txt"),
                policy(Access.OPEN)
                        .locate(root, "link/secret.txt", FileMode.READ)
                        .path());
    }

    @Test
    void linkToNothingMeansWhatWouldBeCreatedThere() throws Exception {
        Files.createSymbolicLink(root.resolve("out"), outside.resolve("new.txt"));
        Files.createSymbolicLink(root.resolve("in"), Path.of("sub/../new.txt"));
        Files.createSymbolicLink(root.resolve("far"), Path.of("out"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop/loop/loop"));
        assertThrows(
                AccessDeniedException.class,
                () -> policy(Access.ROOT).locate(root, "out", FileMode.WRITE).path());
        assertThrows(
                AccessDeniedException.class,
                () -> policy(Access.ROOT).locate(root, "far", FileMode.WRITE).path());
        assertEquals(
                root.resolve("new.txt"),
                policy(Access.ROOT).locate(root, "in", FileMode.WRITE).path());
        assertTrue(
                policy(Access.ROOT).locate(root, "loop", FileMode.WRITE).path().startsWith(root.resolve("loop")));
        assertEquals(
                root.resolve("out"),
                policy(Access.ROOT).locateEntry(root, "out", FileMode.WRITE).path());
    }

    @Test
    void entryAboveTheRootIsOutside() throws Exception {
        Files.createDirectory(root.resolve("a"));
        for (String path : List.of("..", "a/../..", "./..")) {
            assertThrows(
                    AccessDeniedException.class,
                    () -> policy(Access.ROOT)
                            .locateEntry(root, path, FileMode.WRITE)
                            .path(),
                    () -> path);
        }
        assertEquals(
                root,
                policy(Access.ROOT).locateEntry(root, "a/..", FileMode.READ).path());
    }

    @Test
    void openPolicyStillLoadsLuaFromTheRootsOnly() throws Exception {
        assertThrows(AccessDeniedException.class, () -> policy(Access.OPEN)
                .locate(root, outside + "/x.lua", FileMode.LOAD)
                .path());
        assertEquals(
                root.resolve("x.lua"),
                policy(Access.OPEN).locate(root, "x.lua", FileMode.LOAD).path());
    }

    @Test
    void nonePolicyLoadsButNeitherReadsNorWrites() throws Exception {
        assertThrows(
                AccessDeniedException.class,
                () -> policy(Access.NONE).locate(root, "x", FileMode.READ).path());
        assertThrows(
                AccessDeniedException.class,
                () -> policy(Access.NONE).locate(root, "x", FileMode.WRITE).path());
        assertEquals(
                root.resolve("x.lua"),
                policy(Access.NONE).locate(root, "x.lua", FileMode.LOAD).path());
    }

    @Test
    void nameThatIsNoneIsALuaError() {
        assertThrows(
                LuaError.class,
                () -> policy(Access.OPEN).locate(root, "a\0b", FileMode.READ).path());
    }

    @Test
    void rootMayBeALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("current"), root);
        FilePolicy policy = new FilePolicy(Access.ROOT, List.of(link), List.of());
        assertEquals(root.resolve("a"), policy.locate(link, "a", FileMode.READ).path());
    }

    @Test
    void removeDeletesTheLinkNotItsTarget() throws Exception {
        try (Site site = new Site(root)) {
            Files.createSymbolicLink(root.resolve("link"), outside.resolve("secret.txt"));
            assertEquals("true", site.eval("return tostring(os.remove('link'))"));
            assertFalse(Files.exists(root.resolve("link"), LinkOption.NOFOLLOW_LINKS));
            assertTrue(Files.exists(outside.resolve("secret.txt")));
        }
    }

    @Test
    void renameMovesAFile() throws Exception {
        try (Site site = new Site(root)) {
            site.write("a.txt", "text");
            assertEquals("true", site.eval("return tostring(os.rename('a.txt', 'b.txt'))"));
            assertEquals("text", Files.readString(root.resolve("b.txt")));
        }
    }

    @Test
    void scriptsAreToldThatAFileIsNotAllowed() throws Exception {
        try (Site site = new Site(root, s -> s.withFiles(policy(Access.ROOT)))) {
            assertEquals(
                    "../outside/secret.txt: Permission denied",
                    site.eval("return select(2, io.open('../outside/secret.txt'))"));
            assertEquals(
                    "../outside/secret.txt: Permission denied",
                    site.eval("return select(2, os.remove('../outside/secret.txt'))"));
        }
    }
}
