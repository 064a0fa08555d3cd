package luafcgid.launcher.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import luafcgid.lua.definition.DefinitionReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of old settings. */
final class MigrationTest {
    @TempDir
    Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("config.lua"), text);
    }

    private Migration migrate(String text) throws IOException {
        return Migration.of(write(text), new DefinitionReader()::apply);
    }

    private String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> migrate(text)).getMessage();
    }

    /** PID key=value of each, without what is always set. */
    private static List<String> settings(Migration migration) {
        return migration.settings().entrySet().stream()
                .flatMap(pid -> pid.getValue().entrySet().stream()
                        .map(each -> pid.getKey() + " " + each.getKey() + "=" + each.getValue()))
                .filter(line -> !line.matches(".* (convention|retirement|dialect)=.*"))
                .toList();
    }

    /** One setting of each line: how it is written, and what it becomes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "listen = '/run/app/lua.sock'            | luafcgid.protocol.Listener~main address=unix:/run/app/lua.sock",
                "listen = ':9000'                        | luafcgid.protocol.Listener~main address=127.0.0.1:9000",
                "listen = '10.0.0.7:9000'                | luafcgid.protocol.Listener~main address=10.0.0.7:9000",
                "backlog = 64                            | luafcgid.protocol.Listener~main backlog=64",
                "backlog = -1                            | none",
                "workers = 3                             | luafcgid.daemon.Workers workers=3",
                "workers = '3'                           | luafcgid.daemon.Workers workers=3",
                "states = 2 * 3                          | luafcgid.lua.Pool states=6",
                "clones = 2                              | luafcgid.lua.Pool clones=2",
                "maxcount = 1000                         | luafcgid.lua.Pool maxcount=1000",
                "sweep = 2500                            | luafcgid.daemon.Housekeeping sweep=2.5",
                "sweep = 60000                           | luafcgid.daemon.Housekeeping sweep=60",
                "watchdog = 30                           | luafcgid.daemon.Responder watchdog=30",
                "showerrors = false                      | luafcgid.daemon.Responder showerrors=false",
                "buffering = true                        | luafcgid.daemon.Responder buffering=true",
                "headers = 'X-A: 1\\r\\nX-B: 2, 3\\r\\n' | luafcgid.daemon.Responder headers=[X-A: 1, X-B: 2, 3]",
                "headers = ''                            | luafcgid.daemon.Responder headers=[]",
                "handler = 'answer'                      | luafcgid.daemon.Responder handler=answer",
                "httpstatus = '200 OK'                   | luafcgid.daemon.Responder httpstatus=200 OK",
                "contenttype = 'text/plain'              | luafcgid.daemon.Responder contenttype=text/plain",
                "maxpost = 1024 * 1024                   | luafcgid.daemon.Responder maxpost=1048576",
                "logfile = '/var/log/lua.log'            | luafcgid.daemon.Log file=/var/log/lua.log",
                "daemonize = true                        | none",
                "retries = 2                             | none",
                "headersize = 64                         | none",
                "bodysize = 1024                         | none",
                "Listen = '/run/lf2.sock'                | luafcgid.protocol.Listener~main address=unix:/run/lf2.sock",
                "WorkerThreads = 8                       | luafcgid.daemon.Workers workers=8",
                "LuaStates = 2                           | luafcgid.lua.Pool initial=2",
                "LuaMaxStates = 5                        | luafcgid.lua.Pool clones=5",
                "LuaMaxSearchRetries = 3                 | none",
                "HeadersSize = 128                       | none",
                "BodySize = 2048                         | none",
                "BodySectors = 4                         | none",
                "MinFileInfoTime = 3000                  | luafcgid.lua.Pool check=3000",
                "UseFileChecksum = false                 | luafcgid.lua.Pool checksum=false",
                "SessionName = 'shop'                    | luafcgid.daemon.Luafcgid2 sessionname=shop",
                "SessionTime = 600                       | luafcgid.daemon.Luafcgid2 sessiontime=600",
                "SessionKeyLen = 32                      | luafcgid.daemon.Luafcgid2 sessionkeylen=32",
                "SessionCookieSecure = true              | luafcgid.daemon.Luafcgid2 sessionsecure=true",
                "SessionCookieHttpOnly = false           | luafcgid.daemon.Luafcgid2 sessionhttponly=false",
                "SessionCookieSameSite = ''              | luafcgid.daemon.Luafcgid2 sessionsamesite=",
                "SessionTargetScore = -1                 | luafcgid.daemon.Luafcgid2 sessiontargetscore=-1",
                "SessionIpScore = 3                      | luafcgid.daemon.Luafcgid2 sessionipscore=3",
                "SessionUserAgentScore = 2               | luafcgid.daemon.Luafcgid2 sessionuseragentscore=2",
                "SessionLanguageScore = 1                | luafcgid.daemon.Luafcgid2 sessionlanguagescore=1",
                "DefaultHeaders = 'X-A: 1\\r\\n'         | luafcgid.daemon.Responder headers=[X-A: 1]",
                "DefaultHttpStatus = '204 No Content'    | luafcgid.daemon.Responder httpstatus=204 No Content",
                "DefaultContentType = 'text/css'         | luafcgid.daemon.Responder contenttype=text/css",
                "MaxPostSize = 1048576                   | luafcgid.daemon.Responder maxpost=1048576",
                "LogFilePath = '/var/log/lf2.log'        | luafcgid.daemon.Log file=/var/log/lf2.log",
                "LogFilePath = ''                        | none",
                "StartupScript = '/srv/start.lua'        | luafcgid.daemon.Luafcgid2 startup=/srv/start.lua",
                "StartupScript = ''                      | none",
                "Entrypoint = 'answer'                   | luafcgid.daemon.Luafcgid2 entrypoint=answer"
            })
    void eachSettingHasItsPlace(String old, String becomes) throws IOException {
        Migration migration = migrate("\n" + old);
        assertEquals(becomes == null ? List.of() : List.of(becomes), settings(migration));
        assertEquals(List.of(), migration.unknown());
        String name = old.substring(0, old.indexOf(' '));
        assertTrue(
                migration.report().get(0).startsWith(folder.resolve("config.lua") + ":2: " + name),
                migration.report()::toString);
        assertEquals(1, migration.report().size());
    }

    @Test
    void filesAreRelativeToTheConfiguration() throws IOException {
        assertEquals(
                List.of("luafcgid.daemon.Log file=" + folder.resolve("lua.log")),
                settings(migrate("logfile = 'lua.log'")));
        assertEquals(
                List.of("luafcgid.protocol.Listener~main address=unix:" + folder.resolve("lua.sock")),
                settings(migrate("listen = 'lua.sock'")));
    }

    @Test
    void theFileItselfIsWhereHooksAndTheConfigTableAre() throws IOException {
        String file = folder.resolve("config.lua").toString();
        for (String hook : List.of(
                "function startup() end", "shutdown = [[ n = 1 ]]", "housekeeping = { 'n = 1', function() end }")) {
            Migration migration = migrate(hook);
            assertEquals(List.of("luafcgid.daemon.Hooks file=" + file), settings(migration));
            assertTrue(migration.report().get(0).endsWith("keep it)"), migration.report()::toString);
        }
        assertEquals(
                List.of("luafcgid.daemon.Luafcgid2 config=" + file, "luafcgid.lua.Pool clones=2"),
                settings(migrate("LuaMaxStates = 2 Config = { a = { 1 } }")));
    }

    @Test
    void scriptsGetWhatTheyWereWrittenFor() throws IOException {
        assertEquals(
                Map.of("luafcgid.daemon.Responder", Map.of("convention", "luafcgid")),
                migrate("").settings());
        Migration newer = migrate("LuaMaxStates = 7 // 2\nlisten = '/l.sock'\nentrypoint = 'm'");
        assertEquals("luafcgid2", newer.predecessor());
        assertEquals(
                new TreeMap<>(Map.of("clones", "3", "dialect", "5.3", "retirement", "throwaway")),
                newer.settings().get("luafcgid.lua.Pool"));
        assertEquals(Map.of("convention", "luafcgid2"), newer.settings().get("luafcgid.daemon.Responder"));
        assertEquals(Map.of("address", "unix:/l.sock"), newer.settings().get("luafcgid.protocol.Listener~main"));
        assertTrue(newer.report().get(1).contains("with a capital letter only"), newer.report()::toString);
    }

    @Test
    void aPortAloneIsNoLongerOnEveryInterface() throws IOException {
        assertTrue(migrate("listen = ':9000'").report().get(0).endsWith("every one: for that *:9000, with 'allowed')"));
        assertTrue(migrate("listen = '/a.sock'").report().get(0).endsWith("address=\"unix:/a.sock\""));
    }

    @Test
    void unknownNamesHaveTheirLine() throws IOException {
        Migration migration = migrate("workers = 2\n\nworkerz = 3\nlocal mine = 1");
        assertEquals(1, migration.unknown().size());
        Migration.Unknown unknown = migration.unknown().get(0);
        assertEquals(folder.resolve("config.lua") + ":3: ", unknown.place());
        assertEquals("workerz", unknown.name());
        assertTrue(unknown.known().contains("workers"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "workers = 'many'       | workers = \"many\": write a whole number, 1 or more,",
                "workers = 0            | workers = 0: write a whole number, 1 or more,",
                "workers = 1.5          | workers = 1.5: write a whole number",
                "states = {}            | states = a table: write a whole number",
                "maxpost = 2^40         | maxpost = 1099511627776: write a whole number, 0 or more, and not above 2147483647",
                "sweep = 1              | sweep = 1: write a whole number, 10 or more,",
                "showerrors = 'yes'     | showerrors = \"yes\": write true or false, without quotes",
                "handler = ''           | handler = \"\": write a text that is not empty",
                "handler = main or print| handler = a function: write a text in quotes, of one line",
                "contenttype = 'a\\nb'  | write a text in quotes, of one line",
                "headers = 'X-A'        | headers = \"X-A\": write lines of the form NAME: VALUE",
                "headers = true         | headers = true: write lines of the form NAME: VALUE",
                "listen = ':http'       | listen = \":http\": write \"/path.sock\", \"HOST:PORT\" or \":PORT\"",
                "startup = 7            | startup = 7: write a function, a chunk as a string, or a list of them",
                "LuaStates = false      | LuaStates = false: write a whole number, 1 or more,",
                "SessionKeyLen = 8      | SessionKeyLen = 8: write a whole number, 16 or more,",
                "SessionIpScore = -1    | SessionIpScore = -1: write a whole number, 0 or more,",
                "LuaStates=1; Config = 5| Config = 5: write a table"
            })
    void aValueWithoutMeaningIsNamedWithWhatToWrite(String old, String told) {
        String refusal = refusal("\n" + old);
        assertTrue(refusal.contains(told), refusal);
        assertTrue(refusal.startsWith(folder.resolve("config.lua") + ":2: "), refusal);
    }

    @Test
    void allMistakesAreTold() {
        List<String> lines =
                refusal("workers = 'x'\nstates = 'y'\nclones = 2").lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).contains("config.lua:2: states"), lines::toString);
    }

    @Test
    void aMistakeInTheLanguageIsThatOfTheOlderOne() {
        assertTrue(refusal("workers = = 2").contains("config.lua:1:"));
        assertTrue(refusal("workers = 7 // 2").contains("config.lua:1:"));
    }
}
