package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import luafcgid.lua.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written anew with the contents that they had. */
@Timeout(60)
final class ChecksumTest {
    private static final String COUNTS = "n = 0 function main() n = n + 1 return n end";

    @TempDir
    Path folder;

    private Site site(boolean checksum) throws IOException {
        return new Site(folder, s -> s.withChanges(new Changes(Duration.ZERO, Duration.ZERO, false, checksum)));
    }

    private static void touch(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + seconds * 1000L));
    }

    @Test
    void haveChangedUnlessContentsAreCompared() throws Exception {
        try (Site site = site(false)) {
            Path script = site.write("a.lua", COUNTS);
            assertEquals("1", site.run(script));
            touch(script, 1);
            assertEquals("1", site.run(script));
        }
    }

    @Test
    void haveNotChangedWhereTheyAre() throws Exception {
        try (Site site = site(true)) {
            Path script = site.write("a.lua", COUNTS);
            for (int i = 1; i < 5; i++) {
                assertEquals(String.valueOf(i), site.run(script));
                touch(script, i);
            }
            // As deployments do it: another file in its place.
            Files.move(site.write("new.lua", COUNTS), script, StandardCopyOption.REPLACE_EXISTING);
            assertEquals("5", site.run(script));
            assertEquals(
                    Files.getLastModifiedTime(script).toMillis(),
                    site.pool.scripts().get(0).modified());
        }
    }

    @Test
    void othersHaveChangedAsBefore() throws Exception {
        try (Site site = site(true)) {
            Path script = site.write("a.lua", COUNTS);
            assertEquals("1", site.run(script));
            touch(script, 1);
            assertEquals("2", site.run(script));
            for (int i = 0; i < 10; i++) {
                // Of the same size, and at once: the clock of the file system does not tell.
                site.write("a.lua", COUNTS.replace("0", String.valueOf(i)));
                if (i > 0) {
                    assertEquals(String.valueOf(i + 1), site.run(script));
                }
            }
        }
    }

    @Test
    void modulesCountLikewise() throws Exception {
        try (Site site = site(true)) {
            Path module = site.write("m.lua", "return 1");
            Path script = site.write("a.lua", "local m = require 'm' n = 0 function main() n = n + m return n end");
            assertEquals("1", site.run(script));
            touch(module, 1);
            assertEquals("2", site.run(script));
            site.write("m.lua", "return 5");
            assertEquals("5", site.run(script));
        }
    }

    @Test
    void switchedLinkIsAChange() throws Exception {
        try (Site site = site(true)) {
            site.write("v1/a.lua", COUNTS);
            site.write("v2/a.lua", COUNTS);
            Path link = Files.createSymbolicLink(site.root.resolve("current"), site.root.resolve("v1"));
            Path script = link.resolve("a.lua");
            assertEquals("1", site.run(script));
            Files.delete(link);
            Files.createSymbolicLink(link, site.root.resolve("v2"));
            assertEquals("1", site.run(script));
        }
    }

    @Test
    void settingTakesEffectAtOnce() throws Exception {
        try (Site site = site(false)) {
            Path script = site.write("a.lua", COUNTS);
            site.run(script);
            site.pool.settings(
                    PoolSettings.of(site.root).withChanges(new Changes(Duration.ZERO, Duration.ZERO, false, true)));
            assertEquals("1", site.run(script));
            touch(script, 1);
            assertEquals("2", site.run(script));
        }
    }

    @Test
    void brokenScriptIsTriedAgainWhenItIsMended() throws ScriptException, IOException {
        try (Site site = site(true)) {
            Path script = site.write("a.lua", COUNTS);
            site.run(script);
            site.write("a.lua", "= broken");
            assertEquals("2", site.run(script));
            touch(script, 1);
            assertEquals("3", site.run(script));
            assertNotEquals("", site.pool.scripts().get(0).error());
            site.write("a.lua", COUNTS + " -- mended");
            assertEquals("1", site.run(script));
        }
    }
}
