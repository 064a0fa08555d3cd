package luafcgid.lua.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of definitions defines, and what it cannot do. */
final class DefinitionReaderTest {
    @TempDir
    Path folder;

    private Map<String, Map.Entry<Integer, Object>> read(String version, String text) throws IOException {
        return new DefinitionReader().apply(Files.writeString(folder.resolve("config.lua"), text), version);
    }

    private String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> read("5.1", text))
                .getMessage();
    }

    @Test
    void valuesHaveTheLineOfTheirLastAssignment() throws IOException {
        Map<String, Map.Entry<Integer, Object>> read = read(
                "5.1",
                """
                workers = 4
                -- twice as many
                states = workers * 2

                workers = workers + 1
                half = 0.5
                text, on = "a" .. "b", true
                local mine = 1
                function startup() late = 1 end
                list = { "x", key = { 1 } }
                gone = 1
                gone = nil
                """);
        assertEquals(
                Map.of(
                        "workers", Map.entry(5, 5L),
                        "states", Map.entry(3, 8L),
                        "half", Map.entry(6, 0.5),
                        "text", Map.entry(7, "ab"),
                        "on", Map.entry(7, true),
                        "startup", Map.entry(9, Optional.of("function")),
                        "list", Map.entry(10, Map.of(1L, "x", "key", Map.of(1L, 1L)))),
                read);
        assertEquals(List.of("states", "workers"), List.copyOf(read.keySet()).subList(0, 2), "by their lines");
    }

    @Test
    void everyWayToAssignCounts() throws IOException {
        Map<String, Map.Entry<Integer, Object>> read = read(
                "5.1",
                "_G.a = 1\nlocal function set() b = 2 end\nset()\nloadstring('c = 3', '=x')()\nsetfenv(1, _G)\nd = 4");
        assertEquals(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L), values(read));
        assertEquals(2, read.get("b").getKey());
        assertEquals(Map.of("a", 1L, "b", 2L), values(read("5.3", "_ENV.a = 3 // 2\n_ENV['b'] = 1 << 1")));
    }

    private static Map<String, Object> values(Map<String, Map.Entry<Integer, Object>> read) {
        return read.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue()
                .getValue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.open('/etc/passwd')",
                "io.lines('/etc/passwd')",
                "io.popen('id')",
                "os.execute('id')",
                "os.remove('config.lua')",
                "os.rename('config.lua', 'x')",
                "os.exit(0)",
                "os.tmpname()",
                "dofile('config.lua')",
                "loadfile('config.lua')",
                "require('lfs')",
                "module('x')"
            })
    void nothingOutsideIsReached(String call) {
        String refusal = refusal("\nx = " + call);
        String name = call.substring(0, call.indexOf('('));
        assertTrue(refusal.contains("config.lua:2: " + name + " is not there while"), refusal);
        assertTrue(Files.exists(folder.resolve("config.lua")));
    }

    @Test
    void whatIsHarmlessIsThere() throws IOException {
        Map<String, Object> read = values(
                read(
                        "5.1",
                        "a = os.getenv('PATH') ~= nil; b = os.time() > 0; c = string.rep('x', 3); d = math.max(1, 2); e = debug == nil"));
        assertEquals(Map.of("a", true, "b", true, "c", "xxx", "d", 2L, "e", true), read);
    }

    @Test
    void aMistakeIsToldWithItsLine() {
        assertTrue(refusal("workers = 4\nstates = = 2\n").contains("config.lua:2:"), () -> refusal("states = = 2"));
        assertTrue(refusal("workers = 4\n\nstates = none + 1").contains("config.lua:3:"));
        assertFalse(refusal("error('no', 0)").contains("java"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new DefinitionReader()
                        .apply(folder.resolve("missing.lua"), "5.1"))
                .getMessage()
                .contains("missing.lua: no such script"));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aFileThatDoesNotEndIsStopped() {
        assertTrue(refusal("while true do end").contains("stopped"), "it ended by itself");
        assertTrue(refusal("local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end")
                .contains("stopped"));
    }
}
