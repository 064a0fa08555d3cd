package luafcgid.ext.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Lease;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StopReason;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;

/** Databases that go away, and requests that must end. */
@Timeout(60)
class TroubleTest {
    /** Longer than the pool trusts a connection untested. */
    private static final long UNTRUSTED_MILLIS = 600;

    /** As long as one waits before asking whether the server can be reached at all, and longer. */
    private static final long LONGER_THAN_A_LOOK_MILLIS = 300;

    private static final String BREAKABLE =
            """
            conn = conn or assert(require 'luasql.jdbc'.jdbc():connect 'jdbc:breakable:x')
            """;
    private static final String ENDLESS =
            "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r";

    private final Breakable breakable = new Breakable();
    private Databases databases;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        databases = new Databases(folder);
        databases.drivers = List.of(new org.sqlite.JDBC(), new org.h2.Driver(), breakable);
    }

    @AfterEach
    void close() {
        databases.close();
    }

    private Path script(String body) throws Exception {
        return databases.site.write("s.lua", BREAKABLE + "function main()\n" + body + "\nend");
    }

    @Test
    void aConnectionThatBrokeWhileIdleIsReplacedUnnoticed() throws Exception {
        Path script = script("return tostring(conn:execute 'values 1':fetch())");
        assertEquals("1", databases.site.run(script));
        breakable.breakConnections();
        TimeUnit.MILLISECONDS.sleep(UNTRUSTED_MILLIS);
        assertEquals("1", databases.site.run(script));
        assertEquals(2, breakable.connections.get());
    }

    @Test
    void aConnectionThatBreaksInUseGivesAClearMessageAndThenWorks() throws Exception {
        Path script = script(
                """
                local cur, message = conn:execute 'values 1'
                return cur and tostring(cur:fetch()) or message
                """);
        assertEquals("1", databases.site.run(script));
        breakable.breakConnections();
        assertEquals("LuaSQL: the server has gone away", databases.site.run(script));
        assertEquals("1", databases.site.run(script));
    }

    @Test
    void aTransactionWhoseConnectionBreaksIsOverAndTheNextOneWorks() throws Exception {
        Path script = databases.site.write(
                "t.lua",
                BREAKABLE
                        + """
                conn:setautocommit(false)
                function main()
                  assert(conn:execute 'create table if not exists b (a int)')
                  assert(conn:commit())
                  assert(conn:execute 'insert into b values (1)')
                  cut()
                  local _, message = conn:execute 'insert into b values (2)'
                  local n = conn:execute 'select count(*) from b':fetch()
                  return message .. ' ' .. n .. ' ' .. tostring(conn:commit())
                end
                """);
        try (Lease lease = databases.site.claim(script)) {
            lease.state().globals().set("cut", new LibraryFunction("cut", arguments -> {
                breakable.breakConnections();
                return LuaValue.NONE;
            }));
            assertEquals("LuaSQL: the server has gone away 0 true", Site.call(lease));
        }
    }

    @Test
    void aServerThatIsDownIsToldOfSoonAndForgottenWhenItIsBack() throws Exception {
        Path script = script(
                """
                local cur, message = conn:execute 'values 1'
                return cur and tostring(cur:fetch()) or message
                """);
        assertEquals("1", databases.site.run(script));
        breakable.down(true);
        TimeUnit.MILLISECONDS.sleep(UNTRUSTED_MILLIS);
        long start = System.nanoTime();
        assertEquals("LuaSQL: connection refused", databases.site.run(script));
        assertTrue(System.nanoTime() - start < Databases.AT_ONCE.toNanos(), "slow");
        breakable.down(false);
        assertEquals("1", untilBack(script));
    }

    /** Attempts come at longer and longer intervals. */
    private String untilBack(Path script) throws ScriptException {
        String said = databases.site.run(script);
        while (said.equals("LuaSQL: connection refused")) {
            said = databases.site.run(script);
        }
        return said;
    }

    @Test
    void aServerThatIsBackAndSlowIsWaitedFor() throws Exception {
        Path script = script(
                """
                local cur, message = conn:execute 'values 1'
                return cur and tostring(cur:fetch()) or message
                """);
        assertEquals("1", databases.site.run(script));
        breakable.down(true);
        TimeUnit.MILLISECONDS.sleep(UNTRUSTED_MILLIS);
        assertEquals("LuaSQL: connection refused", databases.site.run(script));
        CountDownLatch letIn = new CountDownLatch(1);
        CountDownLatch attempted = breakable.back(letIn);
        CompletableFuture<String> first = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        first.complete(untilBack(script));
                    } catch (ScriptException e) {
                        first.completeExceptionally(e);
                    }
                })
                .start();
        attempted.await();
        CompletableFuture.delayedExecutor(LONGER_THAN_A_LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .execute(letIn::countDown);
        assertEquals("1", databases.site.run(script));
        assertEquals("1", first.get());
    }

    @Test
    void connectionsThatAreSetUpAlikeAreKept() throws Exception {
        Path script = databases.site.write(
                "set.lua",
                """
                function main()
                  local conn = assert(require 'luasql.jdbc'.jdbc():connect 'jdbc:breakable:x')
                  assert(conn:execute 'set lock_timeout 1234')
                  return conn:execute 'values 1':fetch()
                end
                """);
        for (int i = 0; i < 5; i++) {
            assertEquals("1", databases.site.run(script));
        }
        assertEquals(2, breakable.connections.get());
    }

    @Test
    void aSettingThatFailsIsNone() throws Exception {
        Path script = script(
                """
                local ok, message = conn:execute 'set nothing_of_the_kind 1'
                return tostring(ok) .. ' ' .. conn:execute 'values 1':fetch()
                """);
        assertEquals("nil 1", databases.site.run(script));
    }

    @Test
    void anIdlePingFindsOutWhetherTheServerIsThere() throws Exception {
        Path script = script("return tostring(conn:ping())");
        assertEquals("true", databases.site.run(script));
        breakable.down(true);
        assertEquals("false", databases.site.run(script));
    }

    @Test
    void aDriverThatGoesTakesItsConnectionsAlong() throws Exception {
        Path script = script("return tostring(conn:execute 'values 1':fetch())");
        assertEquals("1", databases.site.run(script));
        assertEquals(1, databases.pools.connections());
        databases.pools.forget(breakable);
        assertEquals(0, databases.pools.connections());
        assertEquals("1", databases.site.run(script));
    }

    @Test
    void aStatementIsCancelledWhenItsRequestIsStopped() throws Exception {
        databases.sqlite("");
        Path script = databases.site.write(
                "endless.lua",
                "conn = require 'luasql.sqlite3'.sqlite3():connect 'test.db'\nfunction main() local ok = pcall(function() "
                        + "return conn:execute '" + ENDLESS + "' end) return 'went on' end");
        try (Lease lease = databases.site.claim(script)) {
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS)
                    .execute(() -> lease.state().requestStop(StopReason.ABORTED));
            long start = System.nanoTime();
            assertThrows(ScriptException.class, () -> Site.call(lease));
            assertTrue(System.nanoTime() - start < Databases.AT_ONCE.toNanos(), "not cancelled");
        }
        assertEquals("1", databases.sqlite("return conn:execute 'select 1':fetch()"));
    }

    @Test
    void waitingForAConnectionEndsWhenTheRequestIsStopped() throws Exception {
        Path holder = databases.site.write(
                "holder.lua",
                """
                function main()
                  local env = require 'luasql.sqlite3'.sqlite3()
                  all = {}
                  for i = 1, 3 do
                    all[i] = env:connect 'test.db'
                    all[i]:execute 'begin'
                  end
                  wait()
                end
                """);
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (Lease holding = databases.site.claim(holder);
                Lease waiting = databases.site.claim(databases.site.write(
                        "waiting.lua",
                        "function main() return require 'luasql.sqlite3'.sqlite3():connect 'test.db' end"))) {
            holding.state().globals().set("wait", new LibraryFunction("wait", arguments -> {
                held.complete(null);
                go.join();
                return LuaValue.NONE;
            }));
            Thread thread = new Thread(() -> {
                try {
                    Site.call(holding);
                } catch (ScriptException e) {
                    held.completeExceptionally(e);
                }
            });
            thread.start();
            held.join();
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)
                    .execute(() -> waiting.state().requestStop(StopReason.ABORTED));
            long start = System.nanoTime();
            assertThrows(ScriptException.class, () -> Site.call(waiting));
            assertTrue(System.nanoTime() - start < Databases.AT_ONCE.toNanos(), "waited on");
            assertTrue(!Thread.currentThread().isInterrupted(), "interrupted");
            go.complete(null);
            thread.join();
        }
    }

    @Test
    void noThreadIsLeftWhenThePoolsClose() throws Exception {
        databases.sqlite("conn:execute 'select 1'");
        assertTrue(threads() > 0, "no thread to end");
        databases.pools.close();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (threads() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertEquals(0, threads());
        assertEquals(
                "LuaSQL: the library sql is being replaced or stopped",
                databases.site.eval("return select(2, require 'luasql.sqlite3'.sqlite3():connect 'test.db')"));
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("luafcgid-sql")
                        || thread.getName().startsWith("SQL "))
                .count();
    }
}
