package luafcgid.daemon.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hooks do, each writing a word into a file. */
final class HookRunnerTest {
    private static final String NOTE = "local f = io.open('notes', 'a') f:write(%s, ' ') f:close()";

    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static String note(String expression) {
        return NOTE.formatted(expression);
    }

    private String notes() throws IOException {
        Path notes = site.root.resolve("notes");
        return Files.exists(notes) ? Files.readString(notes).strip() : "";
    }

    private HookRunner runner(Optional<Path> file, Map<Hook, List<String>> chunks) {
        return runner(file, chunks, Duration.ofSeconds(20));
    }

    private HookRunner runner(Optional<Path> file, Map<Hook, List<String>> chunks, Duration watchdog) {
        return new HookRunner(site.pool, new HookSettings(site.root, file, chunks, watchdog), () -> {});
    }

    @Test
    void functionsAndChunksOfAFileShareItsVariables() throws Exception {
        Path file = site.write(
                "config.lua",
                "#!/usr/bin/lua\nlisten = ':9000'\nlocal n = 0\nlocal function note(what) " + note("what")
                        + " end\nfunction startup() n = n + 1 times = 10 note('s' .. n) end\n"
                        + "shutdown = { [[ times = times + 1 ]], function() note('e' .. times .. n) end }\n"
                        + "housekeeping = [[ times = times + 1 ]]\n");
        HookRunner runner = runner(Optional.of(file), Map.of());
        runner.startup();
        assertEquals("s1", notes());
        runner.housekeeping();
        runner.housekeeping();
        runner.shutdown();
        assertEquals("s1 e131", notes());
        assertEquals(List.of(), runner.failures());
    }

    @Test
    void chunksOfSettingsFollowThoseOfTheFile() throws Exception {
        Path file = site.write("config.lua", "function startup() who = 'file' end");
        Path other = site.write("other.lua", note("who .. '+other'"));
        HookRunner runner =
                runner(Optional.of(file), Map.of(Hook.STARTUP, List.of("who = who .. '+chunk'", "@" + other)));
        runner.startup();
        assertEquals("file+chunk+other", notes());
        runner.shutdown();
    }

    @Test
    void anErrorEndsItsHookAndNoOther() throws Exception {
        HookRunner runner = runner(
                Optional.empty(),
                Map.of(
                        Hook.STARTUP, List.of("error('no database')", note("'unseen'")),
                        Hook.HOUSEKEEPING, List.of("n = (n or 0) + 1 if n == 2 then error({}) end " + note("n")),
                        Hook.SHUTDOWN, List.of(note("'end'"))));
        runner.startup();
        assertEquals(List.of("hook startup: startup:1: no database"), runner.failures());
        runner.housekeeping();
        runner.housekeeping();
        assertEquals(2, runner.failures().size());
        runner.housekeeping();
        assertEquals(List.of("hook startup: startup:1: no database"), runner.failures());
        runner.shutdown();
        assertEquals("1 3 end", notes());
    }

    @Test
    void aHookThatDoesNotEndIsStoppedAndTheStateMadeAnew() throws Exception {
        HookRunner endless = runner(
                Optional.empty(),
                Map.of(Hook.STARTUP, List.of(note("'anew'")), Hook.HOUSEKEEPING, List.of("while true do end")),
                Duration.ofSeconds(2));
        endless.startup();
        endless.housekeeping();
        assertEquals(List.of("hook housekeeping: stopped: ran longer than the watchdog allows"), endless.failures());
        endless.housekeeping();
        assertEquals("anew anew", notes());
        endless.shutdown();
    }

    @Test
    void aFileThatIsMendedIsTakenAtTheNextSweep() throws Exception {
        Path file = site.root.resolve("config.lua");
        HookRunner runner = runner(Optional.of(file), Map.of());
        runner.startup();
        assertEquals(List.of("hook startup: " + file + ": no such file"), runner.failures());
        site.write("config.lua", "function startup() " + note("'mended'") + " end");
        runner.housekeeping();
        assertEquals("mended", notes());
        assertEquals(List.of(), runner.failures());
        runner.shutdown();
    }

    @Test
    void hooksOfAChangedFileFollowThoseOfBefore() throws Exception {
        Path file = site.write(
                "config.lua",
                "function startup() " + note("'one'") + " end shutdown = [[ " + note("'end of one'")
                        + " ]] function housekeeping() " + note("'sweep'") + " end");
        HookRunner runner = runner(Optional.of(file), Map.of());
        runner.startup();
        site.write("config.lua", "function startup( ");
        runner.housekeeping();
        assertEquals("one sweep", notes());
        assertEquals(1, runner.failures().size());
        String failure = runner.failures().get(0);
        assertTrue(
                failure.startsWith("hook changed file: " + file + ":1:")
                        && failure.endsWith("; the hooks of before go on"),
                failure);
        Files.delete(file);
        runner.housekeeping();
        site.write("config.lua", "function startup() " + note("'two'") + " end");
        runner.housekeeping();
        runner.housekeeping();
        assertEquals("one sweep sweep end of one two", notes());
        assertEquals(List.of(), runner.failures());
        runner.shutdown();
    }

    @Test
    void whatHasEndedKeepsNoHouse() throws Exception {
        HookRunner runner = runner(
                Optional.empty(),
                Map.of(Hook.STARTUP, List.of(note("'startup'")), Hook.SHUTDOWN, List.of(note("'end'"))));
        runner.startup();
        runner.shutdown();
        runner.housekeeping();
        assertEquals("startup end", notes());
    }

    @Test
    void mistakesAreFoundWithoutRunning() throws Exception {
        Path file = site.write("config.lua", note("'body'") + "\nfunction startup( end");
        String mistake = runner(Optional.of(file), Map.of()).mistake().orElseThrow();
        assertTrue(mistake.contains("config.lua:2:"), mistake);
        String chunk = runner(Optional.empty(), Map.of(Hook.SHUTDOWN, List.of("x = = 1")))
                .mistake()
                .orElseThrow();
        assertTrue(chunk.contains("shutdown:1:"), chunk);
        site.write("config.lua", note("'body'"));
        assertTrue(runner(Optional.of(file), Map.of(Hook.STARTUP, List.of(note("'hook'"))))
                .mistake()
                .isEmpty());
        assertEquals("", notes());
    }

    @Test
    void whatIsNoHookIsNamed() throws Exception {
        Path file = site.write("config.lua", "startup = true");
        HookRunner runner = runner(Optional.of(file), Map.of());
        runner.startup();
        assertEquals(
                List.of("hook startup: " + file + ": startup is a boolean; a hook is a function, a chunk as a string,"
                        + " or a list of them"),
                runner.failures());
    }

    @ParameterizedTest
    @CsvSource({
        "config.lua, , 10, file=config.lua is not the absolute path of a Lua file",
        "'', @startup.lua, 10, startup=startup.lua is not the absolute path of a Lua file",
        "'', , 0, watchdog=0.0 is not 0.1 to 86400 seconds"
    })
    void settingsThatMeanNothingAreRefused(String file, String startup, double watchdog, String told) {
        HooksConfig config = config(file, startup == null ? new String[0] : new String[] {startup}, watchdog);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> HookSettings.of(config, folder));
        assertEquals("luafcgid.daemon.Hooks: " + told, refusal.getMessage());
    }

    @Test
    void blankChunksAreNone() {
        assertTrue(HookSettings.of(config("", new String[] {"", " \n"}, 10), folder)
                .isEmpty());
        assertFalse(
                HookSettings.of(config("", new String[] {"x = 1"}, 10), folder).isEmpty());
        assertEquals(
                folder, HookSettings.of(config("", new String[0], 10), folder).home());
    }

    private static HooksConfig config(String file, String[] startup, double watchdog) {
        Map<String, Object> given = Map.of("file", file, "startup", startup, "watchdog", watchdog);
        return (HooksConfig) Proxy.newProxyInstance(
                HooksConfig.class.getClassLoader(),
                new Class<?>[] {HooksConfig.class},
                (proxy, method, arguments) -> given.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
