package luafcgid.ext.web.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    @TempDir
    Path folder = Path.of("");

    private Site site = new Site(folder, List.of());
    private Path root = folder;

    @BeforeEach
    void fill() throws IOException {
        root = Files.createDirectory(folder.resolve("www"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(folder.resolve("secret.lua"), "-- secret");
        Files.writeString(root.resolve("a.lua"), "-- a");
        Files.writeString(root.resolve("b.txt"), "b");
        Files.writeString(root.resolve(".hidden"), "h");
        Files.createDirectory(root.resolve("sub"));
        Files.createDirectory(root.resolve("dir.lua"));
        Files.writeString(root.resolve("dir.lua/c.lua"), "-- c");
        Files.writeString(root.resolve("sub/index.html"), "i");
        Files.createSymbolicLink(root.resolve("out.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("out.lua"), folder.resolve("secret.lua"));
        Files.createSymbolicLink(root.resolve("outdir"), folder);
        Files.createSymbolicLink(root.resolve("source.txt"), root.resolve("a.lua"));
        Files.createSymbolicLink(root.resolve("in.txt"), root.resolve("b.txt"));
        site = new Site(root, List.of("index.lua", "index.html"));
    }

    private Resource resolve(String raw) {
        return site.resolve(UrlPath.parse(raw));
    }

    @Test
    void aScriptIsFoundWithWhatFollowsIt() {
        assertEquals(new Resource.Script(root.resolve("a.lua"), "/a.lua", ""), resolve("/a.lua"));
        assertEquals(new Resource.Script(root.resolve("a.lua"), "/a.lua", "/"), resolve("/a.lua/"));
        assertEquals(
                new Resource.Script(root.resolve("a.lua"), "/a.lua", "/x//\u00e4.lua"),
                resolve("//./%61.lua/x//%e4.lua"));
        assertEquals(
                new Resource.Script(root.resolve("dir.lua/c.lua"), "/dir.lua/c.lua", "/i"),
                resolve("/dir.lua/c.lua/i"));
    }

    @Test
    void aFolderAnswersWithItsIndexOrForItself() {
        assertEquals(new Resource.Redirect("/sub/"), resolve("/sub"));
        assertInstanceOf(Resource.Plain.class, resolve("/sub/"));
        assertInstanceOf(Resource.Folder.class, resolve("/"));
        assertEquals(new Resource.Redirect("/dir.lua/"), resolve("//dir.lua"));
    }

    @Test
    void aLinkInsideIsFollowed() {
        assertInstanceOf(Resource.Plain.class, resolve("/in.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/sub/../b.txt",
                "/a.lua/../../secret.txt",
                "/out.txt",
                "/out.lua",
                "/outdir/secret.txt",
                "/outdir/secret.lua",
                "/outdir/",
                "/outdir"
            })
    void whatLiesOutsideIsForbidden(String raw) {
        assertInstanceOf(Resource.Forbidden.class, resolve(raw));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none",
                "/none.lua",
                "/.hidden",
                "/%2ehidden",
                "/b.txt/",
                "/b.txt/x.lua",
                "/source.txt",
                "/a.lua%20",
                "/%ff",
                "/..%5c..%5csecret.txt",
                "/A.LUA"
            })
    void whatIsNotServedDoesNotExist(String raw) {
        assertInstanceOf(Resource.Missing.class, resolve(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.lua", "*", "/%", "/%4", "/%zz", "/%00"})
    void aBrokenPathIsRefused(String raw) {
        assertThrows(IllegalArgumentException.class, () -> UrlPath.parse(raw));
    }

    @Test
    void theListingDescribesScriptsAndLeavesOutWhatIsNotServed() throws IOException {
        Files.writeString(root.resolve("d.lua"), "#!/usr/bin/lua\n\n--- Does it\nlocal x");
        Files.writeString(root.resolve("e.lua"), "local x -- no description");
        Listing listing = Listing.of(new Resource.Folder(root, root));
        assertEquals(
                List.of("a.lua: a", "d.lua: Does it", "e.lua: "),
                listing.scripts().stream()
                        .map(script -> script.name() + ": " + script.description())
                        .toList());
        assertEquals(
                List.of("dir.lua", "sub"),
                listing.folders().stream().map(Listing.Entry::name).toList());
        assertEquals(
                List.of("b.txt", "in.txt", "source.txt"),
                listing.files().stream().map(Listing.Entry::name).toList());
    }
}
