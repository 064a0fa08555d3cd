package luafcgid.ext.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import luafcgid.ext.sql.pool.PoolSettings;
import luafcgid.lua.Lease;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Few connections for many states, and nothing of one state's in another's. */
@Timeout(60)
class SharingTest {
    private static final String HEAD =
            """
            local env = require 'luasql.sqlite3'.sqlite3()
            conn = assert(env:connect('test.db'))
            """;

    private final List<String> warnings = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                synchronized (warnings) {
                    warnings.add(record.getMessage());
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Logger all = Logger.getLogger("");
    private Databases databases;
    private Path folder;

    @BeforeEach
    void open(@TempDir Path temporary) throws Exception {
        folder = temporary;
        databases = new Databases(folder);
        all.addHandler(handler);
        databases.sqlite("conn:execute 'create table t (a)'");
    }

    @AfterEach
    void close() {
        all.removeHandler(handler);
        databases.close();
    }

    private Path script(String body) throws Exception {
        return databases.site.write("s.lua", HEAD + body);
    }

    private String count() throws Exception {
        return databases.sqlite("return conn:execute 'select count(*) from t':fetch()");
    }

    @Test
    void aHundredStatesWithAConnectionEachNeedOne() throws Exception {
        Path script = script("function main() return conn:execute 'select 7':fetch() end");
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Lease lease = databases.site.claim(script);
            leases.add(lease);
            assertEquals("7", Site.call(lease));
        }
        assertEquals(1, databases.pools.connections());
        leases.forEach(Lease::close);
    }

    @Test
    void whatARequestLeavesOpenIsRolledBackWithAWarning() throws Exception {
        Path script = script("function main() conn:setautocommit(false) "
                + "conn:execute 'insert into t values (1)' return 'left' end");
        assertEquals("left", databases.site.run(script));
        assertEquals("0", count());
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("left a transaction open: insert into t values (1)"), warnings.get(0));
        databases.site.run(script);
        assertEquals(1, warnings.size(), "told twice");
    }

    @Test
    void aBeginThatARequestLeavesIsRolledBackToo() throws Exception {
        databases.site.run(script("function main() conn:execute 'begin' conn:execute 'insert into t values (1)' end"));
        assertEquals("0", count());
        assertEquals(1, warnings.size(), warnings.toString());
    }

    @Test
    void aCursorThatARequestLeavesIsClosed() throws Exception {
        Path script = script(
                """
                local sql = "with recursive r(n) as (select 1 union all select n + 1 from r where n < 500) select n from r"
                function main()
                  if cur then return tostring(cur) end
                  cur = conn:execute(sql)
                  return cur:fetch()
                end
                """);
        assertEquals("1", databases.site.run(script));
        assertEquals("SQLite3 cursor (closed)", databases.site.run(script));
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("left a cursor open: with recursive"), warnings.get(0));
    }

    @Test
    void aSmallResultHoldsNothingWhoeverForgetsIt() throws Exception {
        Path script = script(
                "function main() cur = cur or conn:execute 'select 1 union select 2 order by 1' return cur:fetch() end");
        assertEquals("1", databases.site.run(script));
        assertEquals("2", databases.site.run(script));
        assertEquals(List.of(), warnings);
    }

    @Test
    void whereConfiguredATransactionOutlivesItsRequest(@TempDir Path other) throws Exception {
        try (Databases keeping = new Databases(other, Databases.PATIENT, true, settings -> settings)) {
            keeping.sqlite("conn:execute 'create table t (a)'");
            Path script = keeping.site.write(
                    "s.lua",
                    HEAD
                            + """
                            function main()
                              if not begun then
                                begun = true
                                conn:setautocommit(false)
                                conn:execute 'insert into t values (1)'
                                return 'begun'
                              end
                              return tostring(conn:commit())
                            end
                            """);
            assertEquals("begun", keeping.site.run(script));
            assertEquals("true", keeping.site.run(script));
            assertEquals("1", keeping.sqlite("return conn:execute 'select count(*) from t':fetch()"));
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void aStateThatClosesGivesEverythingBack() throws Exception {
        Path script = script("function main() conn:execute 'begin immediate' "
                + "conn:execute 'insert into t values (1)' error 'stop' end");
        try (Lease lease = databases.site.claim(script)) {
            org.junit.jupiter.api.Assertions.assertThrows(luafcgid.lua.ScriptException.class, () -> Site.call(lease));
        }
        assertEquals("0", count());
        databases.sqlite("assert(conn:execute 'insert into t values (2)')");
        assertEquals("1", count());
    }

    @Test
    void whatOneStateSetsAnotherDoesNotSee() throws Exception {
        assertEquals(
                "1 1",
                databases.sqlite(
                        """
                        conn:execute 'pragma foreign_keys = on'
                        local a = conn:execute 'pragma foreign_keys':fetch()
                        return a .. ' ' .. conn:execute 'pragma foreign_keys':fetch()
                        """));
        // The driver's own default.
        assertEquals("0", databases.sqlite("return conn:execute 'pragma foreign_keys':fetch()"));
    }

    @Test
    void aTemporaryTableLastsForTheRequestAndIsNobodyElses() throws Exception {
        Path script = script(
                """
                function main()
                  local known = conn:execute 'select count(*) from mine'
                  if known then return 'still there' end
                  assert(conn:execute 'create temp table mine (a)')
                  assert(conn:execute 'insert into mine values (1)')
                  return conn:execute 'select count(*) from mine':fetch()
                end
                """);
        assertEquals("1", databases.site.run(script));
        assertEquals("1", databases.site.run(script));
        assertEquals(List.of(), warnings);
    }

    @Test
    void aDatabaseInMemoryIsItsConnectionsOwnAndLivesAsLong() throws Exception {
        Path script = databases.site.write(
                "m.lua",
                """
                local env = require 'luasql.sqlite3'.sqlite3()
                conn = conn or env:connect ':memory:'
                other = env:connect ''
                function main()
                  conn:execute 'create table if not exists m (a)'
                  conn:execute 'insert into m values (1)'
                  return conn:execute 'select count(*) from m':fetch() .. ' '
                    .. tostring(other:execute 'select count(*) from m')
                end
                """);
        assertEquals("1 nil", databases.site.run(script));
        assertEquals("2 nil", databases.site.run(script));
        try (Lease first = databases.site.claim(script);
                Lease second = databases.site.claim(script)) {
            assertEquals("1 nil", Site.call(second));
            assertEquals("3 nil", Site.call(first));
        }
    }

    @Test
    void aNamedDatabaseInMemoryIsSharedInH2() throws Exception {
        databases.h2(
                "conn:execute 'create table if not exists shared (a int)' conn:execute 'insert into shared values (1)'");
        assertEquals("1", databases.h2("return conn:execute 'select count(*) from shared':fetch()"));
        assertEquals(
                "nil",
                databases.site.eval("local c = require 'luasql.h2'.h2():connect 'mem:' "
                        + "return tostring(c:execute 'select count(*) from shared')"));
        databases.h2("conn:execute 'drop table shared'");
    }

    @Test
    void manyStatesAtOnceLoseNothingAndLeaveNothing() throws Exception {
        databases.h2("conn:execute 'drop table if exists w' assert(conn:execute 'create table w (a int)')");
        Path script = databases.site.write(
                "many.lua",
                """
                local conn = assert(require 'luasql.h2'.h2():connect 'mem:test')
                local n = 0
                function main()
                  n = n + 1
                  conn:setautocommit(false)
                  assert(conn:execute("insert into w values (?)", n))
                  if n % 3 == 0 then return 'left' end
                  assert(conn:commit())
                  return 'committed'
                end
                """);
        List<CompletableFuture<Integer>> workers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CompletableFuture<Integer> worker = new CompletableFuture<>();
            workers.add(worker);
            new Thread(() -> {
                        int committed = 0;
                        try {
                            for (int n = 0; n < 30; n++) {
                                committed += databases.site.run(script).equals("committed") ? 1 : 0;
                            }
                            worker.complete(committed);
                        } catch (Exception e) {
                            worker.completeExceptionally(e);
                        }
                    })
                    .start();
        }
        int committed = workers.stream().mapToInt(CompletableFuture::join).sum();
        assertEquals(Integer.toString(committed), databases.h2("return conn:execute 'select count(*) from w':fetch()"));
        assertTrue(databases.pools.connections() <= Databases.PATIENT.size() + 1, "more connections than allowed");
    }

    @Test
    void aPoolThatIsUsedUpSaysSo(@TempDir Path other) throws Exception {
        PoolSettings brief =
                new PoolSettings(3, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(60), 8);
        try (Databases hasty = new Databases(other, brief, false, settings -> settings)) {
            String text = hasty.sqlite(
                    """
                    for i = 1, 3 do assert(env:connect('test.db')):execute 'begin' end
                    return select(2, conn:execute 'select 1')
                    """);
            assertTrue(text.contains("3 of 3 to jdbc:sqlite:") && text.contains("raise 'size'"), text);
            assertTrue(text.startsWith("LuaSQL: no connection was free for "), text);
        }
    }

    @Test
    void aFileThatTakesAnothersPlaceIsSeenByTheNextConnect() throws Exception {
        databases.sqlite("conn:execute 'insert into t values (1)'");
        assertEquals("1", count());
        Files.delete(folder.resolve("test.db"));
        assertEquals(
                "LuaSQL: no such table: t",
                databases.sqlite("return select(2, conn:execute 'select count(*) from t')"));
    }

    @Test
    void filesOutsideOfTheScriptsRootAreRefusedWhereTheyAre(@TempDir Path other) throws Exception {
        Path site = Files.createDirectory(other.resolve("site"));
        Path root = site.toRealPath();
        try (Databases strict = new Databases(
                site,
                Databases.PATIENT,
                false,
                settings -> settings.withFiles(new luafcgid.lua.engine.FilePolicy(
                        luafcgid.lua.engine.FilePolicy.Access.ROOT, List.of(root), List.of())))) {
            String outside = other.resolve("x.db").toString();
            assertEquals(
                    "LuaSQL: " + outside + ": not allowed by the file policy",
                    strict.sqlite("return select(2, env:connect '" + outside + "')"));
            assertEquals(
                    "LuaSQL: too many attached databases - max 0",
                    strict.sqlite("return select(2, conn:execute \"attach '" + outside + "' as x\")"));
            assertEquals(
                    "LuaSQL: " + outside + ": not allowed by the file policy",
                    strict.site.eval("return select(2, require 'luasql.h2'.h2():connect '" + outside + "')"));
            assertEquals(
                    "LuaSQL: " + outside + ": not allowed by the file policy",
                    strict.site.eval(
                            "return select(2, require 'luasql.jdbc'.jdbc():connect 'jdbc:sqlite:" + outside + "')"));
        }
        assertTrue(Files.notExists(other.resolve("x.db")));
    }
}
