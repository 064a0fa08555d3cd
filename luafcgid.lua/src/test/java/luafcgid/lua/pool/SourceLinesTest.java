package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.SourceText;
import luafcgid.lua.Traceback;
import luafcgid.lua.code.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines that belong to what a traceback names: those that were compiled. */
@Timeout(60)
class SourceLinesTest {
    @TempDir
    Path folder;

    private Site site(Engine engine) throws Exception {
        return new Site(folder, settings -> settings.withEngine(engine));
    }

    private static Traceback failure(Site site, Path script) {
        return assertThrows(ScriptException.class, () -> site.run(script)).traceback();
    }

    private static List<String> line(Traceback.Frame frame) {
        return frame.text().lines(frame.line(), frame.line());
    }

    @ParameterizedTest
    @EnumSource
    void eachFrameHasTheTextOfItsChunk(Engine engine) throws Exception {
        try (Site site = site(engine)) {
            site.write("part.lua", "\nreturn function() return (error('why')) end -- in the part\n");
            site.write(
                    "lib.lua",
                    "local part = dofile('part.lua')\nlocal function run() part() end -- in the module\nreturn run\n");
            Path script = site.write(
                    "a.lua",
                    "#!/usr/bin/lua\nlocal run = require('lib')\nfunction main()\n  run() -- in the script\nend\n");
            List<Traceback.Frame> frames = failure(site, script).frames();
            assertEquals(
                    List.of(
                            List.of("return function() return (error('why')) end -- in the part"),
                            List.of("local function run() part() end -- in the module"),
                            List.of("  run() -- in the script")),
                    frames.stream().map(SourceLinesTest::line).toList());
            assertEquals(List.of(), frames.get(0).text().lines(3, 9), "there is no other line");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTextOfALoadedChunkIsItsOwnWhateverItsNameSays(Engine engine) throws Exception {
        try (Site site = site(engine)) {
            Path secret = site.write("secret.txt", "the secret\n");
            Path script = site.write("a.lua", "function main() loadstring('\\nerror(1)', '@" + secret + "')() end\n");
            Traceback.Frame frame = failure(site, script).frames().get(0);
            assertEquals(secret.toString(), frame.source());
            assertEquals(List.of("", "error(1)"), frame.text().lines(1, 2));
        }
    }

    @Test
    void aBinaryChunkBringsItsText() throws Exception {
        try (Site site = site(Engine.COMPILED)) {
            Path script = site.write(
                    "a.lua",
                    "local function f() error('x') end\nfunction main() local g = loadstring(string.dump(f), '@b') return (g()) end\n");
            assertEquals(
                    List.of("local function f() error('x') end"),
                    line(failure(site, script).frames().get(0)));
        }
    }

    @Test
    void whatRunsIsShownWhenTheFileHasChanged() throws Exception {
        try (Site site = site(Engine.COMPILED)) {
            Path script = site.write("a.lua", "function main()\n  error('old')\nend\n");
            try (Lease lease = site.claim(script)) {
                Files.writeString(script, "-- new\n-- new\n");
                Traceback traceback = assertThrows(ScriptException.class, () -> Site.call(lease))
                        .traceback();
                assertEquals(List.of("  error('old')"), line(traceback.frames().get(0)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aScriptThatDoesNotCompileNamesTheLine(Engine engine) throws Exception {
        try (Site site = site(engine)) {
            Path script = site.write("a.lua", "local a = 1\nlocal = 2\n");
            Traceback.Frame fault = failure(site, script).fault().orElseThrow();
            assertEquals(script.toString(), fault.source());
            assertEquals(List.of("local = 2"), line(fault));
            assertEquals(List.of(), failure(site, script).frames(), "nothing ran");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"require('broken')", "dofile('broken.lua')", "assert(loadfile('broken.lua'))"})
    void aFileThatDoesNotCompileNamesTheLineToo(String load) throws Exception {
        try (Site site = site(Engine.COMPILED)) {
            site.write("broken.lua", "\nlocal = 2 -- broken\n");
            Path script = site.write("a.lua", "function main()\n  " + load + "\nend\n");
            Traceback traceback = failure(site, script);
            assertEquals(List.of("local = 2 -- broken"), line(traceback.fault().orElseThrow()));
            assertEquals(List.of("  " + load), line(traceback.frames().get(0)));
            assertTrue(traceback.fault().orElseThrow().source().endsWith("broken.lua"), traceback::toString);
            script = site.write("b.lua", "function main() " + load + " end main()\n");
            assertEquals(
                    List.of("local = 2 -- broken"),
                    line(failure(site, script).fault().orElseThrow()));
        }
    }

    @Test
    void aMessageThatNamesAFileIsNoReasonToReadIt() throws Exception {
        try (Site site = site(Engine.COMPILED)) {
            Path secret = site.write("secret.txt", "the secret\n");
            site.write("broken.lua", "local = 2\n");
            Path script = site.write(
                    "a.lua", "function main() pcall(dofile, 'broken.lua') error('" + secret + ":1: x', 0) end\n");
            assertEquals(Optional.empty(), failure(site, script).fault());
        }
    }

    @Test
    void linesEndAsLuaCountsThem() {
        SourceText text = SourceText.of("a\r\nb\n\rc\n\nd\re\u00e4\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("a", "b", "c", "", "d", "e\u00e4"), text.lines(-3, 20));
        assertEquals(List.of("b", "c"), text.lines(2, 3));
        assertEquals(List.of(), text.lines(7, 8));
        assertEquals(List.of("\ufffd"), SourceText.of(new byte[] {(byte) 0xFF}).lines(1, 1));
        assertEquals(List.of(), SourceText.NONE.lines(1, 1));
    }

    @Test
    void noPersonHasWrittenATextOfManyMegabytes() {
        assertEquals(1, SourceText.of(new byte[4 << 20]).lines(1, 1).size());
        assertEquals(List.of(), SourceText.of(new byte[(4 << 20) + 1]).lines(1, 1));
    }
}
