package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import luafcgid.lua.Dialect;
import luafcgid.lua.ScriptException;
import luafcgid.lua.files.Sandbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of the folder guests may read the folder open of theirs, and write in its folder data; those of others are trusted. */
@Timeout(60)
class SandboxTest {
    private static final String SHOW = "local function show(...) local t = {} for i = 1, select('#', ...) do"
            + " t[i] = tostring((select(i, ...))) end return table.concat(t, '|') end ";

    @TempDir
    Path folder;

    private Path root = Path.of("/");

    @BeforeEach
    void makeFolders() throws Exception {
        root = Files.createDirectory(folder.resolve("root")).toRealPath();
        for (String each : List.of("guests/open", "guests/data", "guests/private", "guests2")) {
            Files.createDirectories(root.resolve(each));
        }
        Files.writeString(root.resolve("secret.txt"), "secret");
        Files.writeString(root.resolve("guests2/secret.txt"), "secret");
        Files.writeString(root.resolve("guests/private/p.txt"), "private");
        Files.writeString(root.resolve("guests/open/o.txt"), "open");
        Files.writeString(root.resolve("guests/data/d.txt"), "data");
    }

    private Site site() throws Exception {
        Sandbox sandbox =
                new Sandbox(List.of(root.resolve("guests")), List.of(Path.of("open")), List.of(Path.of("data")));
        return new Site(root, s -> s.withSandbox(sandbox).withExecute(true));
    }

    private static String guest(Site site, Dialect dialect, String body) throws Exception {
        return site.run(site.write(
                "guests/eval" + dialect + ".lua",
                "-- lua: " + dialect.version() + "\n" + SHOW + "function main() " + body + " end"));
    }

    private static String guest(Site site, String body) throws Exception {
        return guest(site, Dialect.LUA_5_4, body);
    }

    @Test
    void listedFilesAreReadAndWritten() throws Exception {
        try (Site site = site()) {
            assertEquals("open", guest(site, "return io.open('open/o.txt'):read('a')"));
            assertEquals("data", guest(site, "return io.open('data/d.txt'):read('a')"));
            assertEquals("open", guest(site, "for l in io.lines('open/o.txt') do return l end"));
            assertEquals("open", guest(site, "io.input('open/o.txt') return io.read('a')"));
            guest(site, "io.output('data/n.txt') io.write('new') io.close()");
            assertEquals("new", Files.readString(root.resolve("guests/data/n.txt")));
            assertEquals("true", guest(site, "return show(os.rename('data/n.txt', 'data/m.txt'))"));
            assertEquals("true", guest(site, "return show(os.remove('data/m.txt'))"));
            Files.createDirectory(root.resolve("guests/data/empty"));
            assertEquals("true", guest(site, "return show(os.remove('data/empty'))"));
            assertFalse(Files.exists(root.resolve("guests/data/empty")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "../guests2/secret.txt",
                "private/p.txt",
                "open/../private/p.txt",
                "open/none/../../private/p.txt",
                "/etc/passwd",
                "none.txt",
                "open",
                "data/../none.txt",
                "link/secret.txt",
                "data/dangling",
                ".",
                ".."
            })
    void nothingElseIsReadNorWritten(String path) throws Exception {
        Files.createSymbolicLink(root.resolve("guests/link"), root);
        Files.createSymbolicLink(root.resolve("guests/data/dangling"), root.resolve("made.txt"));
        String denied = "nil|" + path + ": Permission denied|13";
        try (Site site = site()) {
            if (!path.equals("open")) {
                assertEquals(denied, guest(site, "return show(io.open('" + path + "'))"));
            }
            assertEquals(denied, guest(site, "return show(io.open('" + path + "', 'w'))"));
            assertEquals(denied, guest(site, "return show(io.open('" + path + "', 'a+'))"));
            assertFalse(Files.exists(root.resolve("made.txt")));
            assertFalse(Files.exists(root.resolve("guests/none.txt")));
            if (!path.equals("data/dangling")) {
                assertEquals(denied, guest(site, "return show(os.remove('" + path + "'))"));
            }
        }
    }

    @Test
    void denialsAreShapedAsThoseOfC() throws Exception {
        try (Site site = site()) {
            String path = root.resolve("secret.txt").toString();
            assertEquals(
                    "false|cannot open file '" + path + "' (Permission denied)",
                    guest(site, "return show(pcall(io.input, '" + path + "'))"));
            assertEquals(
                    "false|cannot open file '" + path + "' (Permission denied)",
                    guest(site, "return show(pcall(io.output, '" + path + "'))"));
            assertEquals(
                    "nil|cannot open " + path + ": Permission denied",
                    guest(site, "return show(loadfile('" + path + "'))"));
            assertEquals(
                    "false|cannot open " + path + ": Permission denied",
                    guest(site, "return show(pcall(dofile, '" + path + "'))"));
            assertEquals(
                    "nil|data/d.txt: Permission denied|13",
                    guest(site, Dialect.LUA_5_1, "return show(os.rename('data/d.txt', 'open/d.txt'))"));
            assertEquals("nil|Permission denied|13", guest(site, "return show(os.rename('open/o.txt', 'data/o.txt'))"));
            assertEquals("nil|Permission denied|13", guest(site, "return show(io.tmpfile())"));
            assertEquals("false|unable to generate a unique filename", guest(site, "return show(pcall(os.tmpname))"));
            assertEquals("nil|true: Permission denied|13", guest(site, "return show(io.popen('true'))"));
            assertEquals("nil|Permission denied|13", guest(site, "return show(os.execute('true'))"));
            assertEquals("-1", guest(site, Dialect.LUA_5_1, "return show(os.execute('true'))"));
            assertEquals("false", guest(site, "return show(os.execute())"));
            assertEquals("0", guest(site, Dialect.LUA_5_1, "return show(os.execute())"));
        }
    }

    @Test
    void luaIsLoadedFromTheFolderAndTheModulePathOnly() throws Exception {
        Files.writeString(root.resolve("trusted.lua"), "return 'password'");
        Files.writeString(root.resolve("guests/mine.lua"), "return 'mine'");
        Files.createSymbolicLink(root.resolve("guests/stolen.lua"), root.resolve("trusted.lua"));
        try (Site site = site()) {
            assertEquals("mine", guest(site, "return require 'mine'"));
            assertEquals("mine", guest(site, "return dofile('mine.lua')"));
            assertEquals(
                    "nil|cannot open stolen.lua: Permission denied",
                    guest(site, "return show(loadfile('stolen.lua'))"));
            for (String path : List.of(root.toString(), "..", "/nowhere")) {
                ScriptException e = assertThrows(
                        ScriptException.class,
                        () -> guest(site, "package.path = '" + path + "/?.lua' return require 'trusted'"));
                // Nor does it learn which files there are.
                assertTrue(
                        String.valueOf(e.getMessage()).contains("no file '" + path + "/trusted.lua'"), e.getMessage());
            }
        }
    }

    @Test
    void otherScriptsOfTheRootAreTrusted() throws Exception {
        try (Site site = site()) {
            assertEquals("secret", site.eval("return io.open('secret.txt'):read('*a')"));
            assertEquals("private", site.eval("return io.open('guests/private/p.txt'):read('*a')"));
            assertEquals("0", site.eval("return os.execute('true')"));
            assertEquals(
                    "secret",
                    site.run(site.write(
                            "guests2/a.lua", "function main() return io.open('secret.txt'):read('*a') end")));
        }
    }

    @Test
    void linkLeadsAScriptNeitherOutNorAround() throws Exception {
        String read = "function main() return tostring((io.open('" + root.resolve("secret.txt") + "'))) end";
        Path guest = Files.writeString(root.resolve("guests/g.lua"), read);
        Path trusted = Files.writeString(root.resolve("t.lua"), read);
        Path around = Files.createSymbolicLink(root.resolve("around.lua"), guest);
        Path out = Files.createSymbolicLink(root.resolve("guests/out.lua"), trusted);
        try (Site site = site()) {
            assertEquals("nil", site.run(around));
            assertEquals("nil", site.run(out));
            assertEquals("nil", site.run(root.resolve("guests2/../guests/g.lua")));
            assertTrue(site.run(trusted).startsWith("file ("));
        }
    }

    @Test
    void readableIsNotWritable() throws Exception {
        try (Site site = site()) {
            assertEquals(
                    "nil|open/o.txt: Permission denied|13", guest(site, "return show(io.open('open/o.txt', 'r+'))"));
            assertEquals("nil|open/o.txt: Permission denied|13", guest(site, "return show(os.remove('open/o.txt'))"));
            assertEquals("open", Files.readString(root.resolve("guests/open/o.txt")));
        }
    }

    @Test
    void linkIsDeletedAndMovedNotItsTarget() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("guests/data/link"), root.resolve("secret.txt"));
        try (Site site = site()) {
            assertEquals("nil|data/link: Permission denied|13", guest(site, "return show(io.open('data/link'))"));
            assertEquals("true", guest(site, "return show(os.rename('data/link', 'data/other'))"));
            assertEquals("nil|data/other: Permission denied|13", guest(site, "return show(io.open('data/other'))"));
            assertEquals("true", guest(site, "return show(os.remove('data/other'))"));
            assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
            assertEquals("secret", Files.readString(root.resolve("secret.txt")));
        }
    }

    @Test
    void theLogTellsTheSettingAndTheScriptDoesNot() throws Exception {
        StringBuilder told = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.append(new java.util.logging.SimpleFormatter().formatMessage(record))
                        .append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        try (Site site = site()) {
            guest(site, "io.open('../secret.txt') io.open('../secret.txt')");
            guest(site, "io.open('open/x', 'w')");
            guest(site, "os.execute('true')");
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        String text = told.toString();
        assertTrue(text.contains("../secret.txt: not allowed: see 'readable' in luafcgid.lua.Pool"), text);
        assertTrue(text.contains("open/x: not allowed: see 'writable' in luafcgid.lua.Pool"), text);
        assertTrue(text.contains("true: not allowed: see 'execute' in luafcgid.lua.Pool"), text);
        assertEquals(text.indexOf("../secret.txt"), text.lastIndexOf("../secret.txt"), text);
    }
}
