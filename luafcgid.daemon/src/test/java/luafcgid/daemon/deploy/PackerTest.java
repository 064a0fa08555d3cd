package luafcgid.daemon.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import luafcgid.daemon.deploy.DeployException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackerTest {
    @TempDir
    Path folder;

    private static Pack pack(Path file) throws Exception {
        return Packer.pack(file, Stamp.of(file).orElseThrow());
    }

    private static List<String> entries(Pack pack) throws Exception {
        List<String> names = new ArrayList<>();
        try (JarInputStream jar =
                new JarInputStream(new ByteArrayInputStream(pack.contents().bytes()))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static String header(Pack pack, String name) throws Exception {
        try (JarInputStream jar =
                new JarInputStream(new ByteArrayInputStream(pack.contents().bytes()))) {
            return jar.getManifest().getMainAttributes().getValue(name);
        }
    }

    private DeployException refused(Path file) {
        return assertThrows(DeployException.class, () -> pack(file));
    }

    @Test
    void aLuaFileIsAModuleNamedAsTheFile() throws Exception {
        Pack pack = pack(Files.writeString(folder.resolve("inspect.lua"), "return {}"));
        assertEquals("inspect", pack.name());
        assertTrue(pack.promises());
        assertEquals(List.of("lua/inspect.lua"), entries(pack));
        assertEquals("lua/;origin=\"" + folder.getFileName() + "\"", header(pack, "Lua-Modules"));
        assertTrue(pack.version().matches("\\d{4}\\.\\d+\\.\\d+\\.\\d{6}"), pack.version());
    }

    @Test
    void aFolderIsThereUnderItsName() throws Exception {
        Path library = Files.createDirectories(folder.resolve("penlight"));
        Files.writeString(library.resolve("init.lua"), "");
        Files.writeString(library.resolve("README.md"), "");
        Files.createDirectories(library.resolve("pl"));
        Files.writeString(library.resolve("pl/pretty.lua"), "");
        Files.createDirectories(library.resolve(".git"));
        Files.writeString(library.resolve(".git/hook.lua"), "");
        assertEquals(List.of("lua/penlight/init.lua", "lua/penlight/pl/pretty.lua"), entries(pack(library)));
    }

    @Test
    void aFolderThatIsLaidOutAsABundleIsOne() throws Exception {
        Path library = Files.createDirectories(folder.resolve("exploded.bundle"));
        Files.createDirectories(library.resolve("META-INF"));
        Files.writeString(
                library.resolve("META-INF/MANIFEST.MF"),
                "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: my.bundle\nBundle-Version: 2.1\n");
        Files.writeString(library.resolve("x.txt"), "x");
        Pack pack = pack(library);
        assertEquals("my.bundle 2.1", pack.toString());
        assertEquals(List.of("x.txt"), entries(pack));
    }

    @Test
    void whatNoRequireCanNameIsRefused() throws Exception {
        DeployException e = refused(Files.writeString(folder.resolve("my.lib.lua"), ""));
        assertEquals(Kind.BROKEN, e.kind());
        assertTrue(e.reason().contains("rename it"), e.reason());
    }

    @Test
    void aFolderWithoutLuaFilesIsRefused() throws Exception {
        DeployException e = refused(Files.createDirectories(folder.resolve("empty")));
        assertEquals("no Lua file is in it: put x.lua or init.lua there, or remove it", e.reason());
    }

    @Test
    void aJarIsDescribedByItsManifest() throws Exception {
        Path file = Jars.write(
                folder.resolve("a.jar"),
                Map.of(
                        "Bundle-SymbolicName",
                        "a.b; singleton := true",
                        "Bundle-Version",
                        "1.2.3",
                        "Provide-Capability",
                        "osgi.service;objectClass:List<String>=\"luafcgid.lua.LuaExtension\""));
        Pack pack = pack(file);
        assertEquals("a.b 1.2.3", pack.toString());
        assertTrue(pack.singleton());
        assertTrue(pack.promises());
    }

    @Test
    void aJarThatPromisesNothingIsALibrary() throws Exception {
        Pack pack = pack(Jars.bundle(folder.resolve("a.jar"), "a", "1.0"));
        assertFalse(pack.promises());
        assertFalse(pack.singleton());
    }

    @Test
    void aJarThatIsNoBundleIsRefusedForGood() throws Exception {
        DeployException e = refused(Jars.write(folder.resolve("a.jar"), Map.of()));
        assertEquals(Kind.BROKEN, e.kind());
        assertTrue(e.reason().contains("Bundle-SymbolicName"), e.reason());
    }

    @Test
    void whatIsNoJarMayBecomeOne() throws Exception {
        assertEquals(
                Kind.INCOMPLETE,
                refused(Files.writeString(folder.resolve("a.jar"), "text")).kind());
        assertEquals(
                Kind.INCOMPLETE,
                refused(Files.writeString(folder.resolve("b.jar"), "")).kind());
    }

    @Test
    void hiddenFilesAndTextsAreNoArtifacts() throws Exception {
        assertFalse(Packer.accepts(folder.resolve(".part")));
        assertFalse(Packer.accepts(folder.resolve("README.txt")));
        assertTrue(Packer.accepts(folder.resolve("a.jar")));
        assertTrue(Packer.accepts(folder.resolve("a.lua")));
        assertTrue(Packer.accepts(Files.createDirectories(folder.resolve("a"))));
    }
}
