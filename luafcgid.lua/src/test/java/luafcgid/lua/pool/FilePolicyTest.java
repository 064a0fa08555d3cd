package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void relativePathsStartAtTheWorkingDirectory() {
        assertEquals(root.resolve("a/b.txt"), policy(Access.ROOT).resolve(root.resolve("a"), "b.txt", FileMode.READ));
    }

    @Test
    void nothingOutsideOfTheRootsIsReadWhereRootIsAsked() {
        for (String path :
                List.of("../outside/secret.txt", outside + "/secret.txt", "x/../../outside/secret.txt", "..")) {
            assertThrows(LuaError.class, () -> policy(Access.ROOT).resolve(root, path, FileMode.READ), () -> path);
        }
    }

    @Test
    void linkIsFollowedBeforeThePolicyIsAsked() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), outside);
        assertThrows(LuaError.class, () -> policy(Access.ROOT).resolve(root, "link/secret.txt", FileMode.READ));
        assertThrows(LuaError.class, () -> policy(Access.ROOT).resolve(root, "link/new.txt", FileMode.WRITE));
        assertEquals(
                outside.resolve("secret.txt"), policy(Access.OPEN).resolve(root, "link/secret.txt", FileMode.READ));
    }

    @Test
    void linkToNothingMeansWhatWouldBeCreatedThere() throws Exception {
        Files.createSymbolicLink(root.resolve("out"), outside.resolve("new.txt"));
        Files.createSymbolicLink(root.resolve("in"), Path.of("sub/../new.txt"));
        Files.createSymbolicLink(root.resolve("far"), Path.of("out"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop/loop/loop"));
        assertThrows(LuaError.class, () -> policy(Access.ROOT).resolve(root, "out", FileMode.WRITE));
        assertThrows(LuaError.class, () -> policy(Access.ROOT).resolve(root, "far", FileMode.WRITE));
        assertEquals(root.resolve("new.txt"), policy(Access.ROOT).resolve(root, "in", FileMode.WRITE));
        assertTrue(policy(Access.ROOT).resolve(root, "loop", FileMode.WRITE).startsWith(root.resolve("loop")));
        assertEquals(root.resolve("out"), policy(Access.ROOT).resolveEntry(root, "out", FileMode.WRITE));
    }

    @Test
    void entryAboveTheRootIsOutside() throws Exception {
        Files.createDirectory(root.resolve("a"));
        for (String path : List.of("..", "a/../..", "./..")) {
            assertThrows(
                    LuaError.class, () -> policy(Access.ROOT).resolveEntry(root, path, FileMode.WRITE), () -> path);
        }
        assertEquals(root, policy(Access.ROOT).resolveEntry(root, "a/..", FileMode.READ));
    }

    @Test
    void openPolicyStillLoadsLuaFromTheRootsOnly() {
        assertThrows(LuaError.class, () -> policy(Access.OPEN).resolve(root, outside + "/x.lua", FileMode.LOAD));
        assertEquals(root.resolve("x.lua"), policy(Access.OPEN).resolve(root, "x.lua", FileMode.LOAD));
    }

    @Test
    void nonePolicyLoadsButNeitherReadsNorWrites() {
        assertThrows(LuaError.class, () -> policy(Access.NONE).resolve(root, "x", FileMode.READ));
        assertThrows(LuaError.class, () -> policy(Access.NONE).resolve(root, "x", FileMode.WRITE));
        assertEquals(root.resolve("x.lua"), policy(Access.NONE).resolve(root, "x.lua", FileMode.LOAD));
    }

    @Test
    void nameThatIsNoneIsALuaError() {
        assertThrows(LuaError.class, () -> policy(Access.OPEN).resolve(root, "a\0b", FileMode.READ));
    }

    @Test
    void rootMayBeALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("current"), root);
        FilePolicy policy = new FilePolicy(Access.ROOT, List.of(link), List.of());
        assertEquals(root.resolve("a"), policy.resolve(link, "a", FileMode.READ));
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
                    "../outside/secret.txt: not allowed by the file policy",
                    site.eval("return select(2, io.open('../outside/secret.txt'))"));
            assertEquals("false", site.eval("return tostring((pcall(os.remove, '../outside/secret.txt')))"));
        }
    }
}
