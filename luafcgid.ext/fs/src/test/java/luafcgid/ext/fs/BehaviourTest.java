package luafcgid.ext.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What scripts get here is what they get from C's LuaFileSystem. */
@Timeout(60)
class BehaviourTest {
    @TempDir
    Path folder;

    @Test
    void scriptsCannotTellItFromTheOriginal() throws Exception {
        String script = script();
        String original = original(script);
        try (Site site = new Site(Files.createDirectory(folder.resolve("ours")))) {
            site.extension(new LuaFileSystem(), "lfs");
            // One line at a time: a difference among hundreds shows nothing otherwise.
            Iterator<String> ours = site.eval(script).lines().iterator();
            for (String line : original.lines().toList()) {
                assertEquals(line, ours.next());
            }
            assertFalse(ours.hasNext());
        }
    }

    private static String script() throws IOException {
        try (InputStream in = BehaviourTest.class.getResourceAsStream("behaviour.lua")) {
            assertNotNull(in);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What C Lua says. */
    private String original(String script) throws Exception {
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Files.writeString(theirs.resolve("eval.lua"), "io.write((function()\n" + script + "\nend)())\n");
        Path answer = folder.resolve("answer");
        int status;
        try {
            Process lua = new ProcessBuilder("lua5.1", "eval.lua")
                    .directory(theirs.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            status = lua.waitFor(50, TimeUnit.SECONDS) ? lua.exitValue() : -1;
        } catch (IOException e) {
            return missing("lua5.1 is not installed");
        }
        String text = Files.readString(answer, StandardCharsets.ISO_8859_1);
        if (text.contains("module 'lfs' not found")) {
            return missing("lua5.1 has no lfs: install lua-filesystem");
        }
        assertEquals(0, status, text);
        return text;
    }

    /** Where everything has to be tried it is a failure that something is missing. */
    static String missing(String what) {
        if (System.getenv("CI") != null) {
            Assertions.fail(what);
        }
        return Assumptions.abort(what);
    }
}
