package luafcgid.ext.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What scripts that were written for LuaSQL rely on. */
@Timeout(60)
class LuaSqlTest {
    private Databases databases;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        databases = new Databases(folder);
    }

    @AfterEach
    void close() {
        databases.close();
    }

    private void answers(String expected, String body) throws Exception {
        assertEquals(expected, databases.sqlite(body));
    }

    @Test
    void requireSetsTheGlobalTableThatOlderScriptsUse() throws Exception {
        answers(
                "true true nil userdata",
                """
                local h2 = require "luasql.h2"
                return table.concat({tostring(luasql.sqlite3 == driver.sqlite3), tostring(luasql.h2 == h2.h2),
                    tostring(luasql.mysql), type(luasql.sqlite3())}, ' ')
                """);
    }

    @Test
    void aCursorYieldsRowsUntilNilAndThenIsClosed() throws Exception {
        answers(
                "0 1 1 2 a nil nil false",
                """
                local created = conn:execute "create table t (a text, b text)"
                local first = conn:execute "insert into t values ('a', null)"
                local second = conn:execute "insert into t values ('b', 'c')"
                local cur = conn:execute "select count(*) from t"
                local count = cur:fetch()
                cur:close()
                cur = conn:execute "select a, b from t order by a"
                local a, b = cur:fetch()
                cur:fetch()
                return table.concat({created, first, second, count, a, tostring(b), tostring(cur:fetch()),
                    tostring(cur:close())}, ' ')
                """);
    }

    @Test
    void fetchFillsTheTableThatItIsGiven() throws Exception {
        answers(
                "1x nilnil nilnil 2y 3z3z true",
                """
                conn:execute "create table t (n integer, s text)"
                conn:execute "insert into t values (1, 'x'), (2, 'y'), (3, 'z')"
                local cur = conn:execute "select n, s from t order by n"
                local t = {}
                local same = cur:fetch(t) == t
                local numbered = t[1] .. t[2] .. ' ' .. tostring(t.n) .. tostring(t.s)
                t = cur:fetch({}, 'a')
                local named = tostring(t[1]) .. tostring(t[2]) .. ' ' .. t.n .. t.s
                t = cur:fetch({}, 'an')
                return numbered .. ' ' .. named .. ' ' .. t[1] .. t[2] .. t.n .. t.s .. ' ' .. tostring(same)
                """);
    }

    @Test
    void objectsSayWhatTheyAre() throws Exception {
        String text = databases.sqlite(
                """
                local cur = conn:execute "select 1"
                local all = tostring(env) .. '|' .. tostring(conn) .. '|' .. tostring(cur)
                cur:close() conn:close() env:close()
                return all .. '|' .. tostring(env) .. '|' .. tostring(conn) .. '|' .. tostring(cur) .. '|' .. type(conn)
                """);
        assertTrue(
                text.matches("SQLite3 environment \\(0x\\p{XDigit}+\\)\\|SQLite3 connection \\(0x\\p{XDigit}+\\)"
                        + "\\|SQLite3 cursor \\(0x\\p{XDigit}+\\)\\|SQLite3 environment \\(closed\\)"
                        + "\\|SQLite3 connection \\(closed\\)\\|SQLite3 cursor \\(closed\\)\\|userdata"),
                text);
    }

    @Test
    void metatablesAreProtected() throws Exception {
        answers(
                "LuaSQL: you're not allowed to get this metatable false",
                "return getmetatable(conn) .. ' ' .. tostring(pcall(setmetatable, conn, {}))");
    }

    @Test
    void closingTwiceIsRefusedAndUsingWhatIsClosedRaises() throws Exception {
        answers(
                """
                true; false cursor is already closed; true; false Connection is already closed; true; \
                false env is already closed; \
                false bad argument #1 to 'fetch' (LuaSQL: cursor is closed); \
                false bad argument #1 to 'execute' (LuaSQL: connection is closed); \
                false bad argument #1 to 'connect' (LuaSQL: environment is closed); \
                false bad argument #1 to 'close' (SQLite3 cursor expected, got no value)""",
                """
                local function s(...) local t = {...} for i = 1, #t do t[i] = tostring(t[i]) end
                    return table.concat(t, ' ') end
                local cur = conn:execute "select 1"
                return table.concat({s(cur:close()), s(cur:close()), s(conn:close()), s(conn:close()),
                    s(env:close()), s(env:close()), s(pcall(cur.fetch, cur)), s(pcall(conn.execute, conn, 'x')),
                    s(pcall(env.connect, env, 'x')), s(pcall(cur.close))}, '; ')
                """);
    }

    @Test
    void aConnectionWithOpenCursorsDoesNotClose() throws Exception {
        answers(
                "falseThere are open cursors true true",
                """
                local cur = conn:execute "select 1"
                local ok, message = conn:close()
                cur:close()
                return tostring(ok) .. message .. ' ' .. tostring(conn:close()) .. ' ' .. tostring(env:close())
                """);
    }

    @Test
    void errorsOfTheDatabaseAreReturned() throws Exception {
        answers(
                "nil LuaSQL: no such table: nowhere; nil LuaSQL: near \"selec\": syntax error",
                """
                local a, b = conn:execute "select * from nowhere"
                local c, d = conn:execute "selec 1"
                return tostring(a) .. ' ' .. b .. '; ' .. tostring(c) .. ' ' .. d
                """);
    }

    @Test
    void errorsOfConnectingAreReturnedAtOnce() throws Exception {
        long start = System.nanoTime();
        String text = databases.sqlite("return select(2, env:connect('/nowhere/at/all.db'))");
        assertTrue(text.startsWith("LuaSQL: "), text);
        assertTrue(text.contains("/nowhere/at") || text.contains("unable to open"), text);
        assertTrue(System.nanoTime() - start < Databases.AT_ONCE.toNanos(), "slow");
    }

    @Test
    void columnsHaveNamesAndTypes() throws Exception {
        answers(
                "a,twice,c TEXT,INTEGER true",
                """
                conn:execute "create table t (a TEXT, b INTEGER, c BLOB)"
                local cur = conn:execute "select a, b as twice, c from t"
                local names, types = cur:getcolnames(), cur:getcoltypes()
                local same = names == cur:getcolnames() and types == cur:getcoltypes()
                return table.concat(names, ',') .. ' ' .. types[1] .. ',' .. types[2] .. ' ' .. tostring(same)
                """);
    }

    @Test
    void transactionsCommitAndRollBack() throws Exception {
        answers(
                "true 2 true 1 true 0 true 1",
                """
                local function count() local cur = conn:execute "select count(*) from t"
                    local n = cur:fetch() cur:close() return n end
                conn:execute "create table t (a)"
                local all = {tostring(conn:setautocommit(false))}
                conn:execute "insert into t values (1)" conn:commit()
                conn:execute "insert into t values (2)"
                all[#all + 1] = count() all[#all + 1] = tostring(conn:rollback()) all[#all + 1] = count()
                conn:execute "delete from t" all[#all + 1] = 'true'
                all[#all + 1] = count()
                all[#all + 1] = tostring(conn:setautocommit(true)) all[#all + 1] = count()
                return table.concat(all, ' ')
                """);
    }

    @Test
    void withoutATransactionSqliteRefusesToCommit() throws Exception {
        answers(
                "nil LuaSQL: cannot commit - no transaction is active",
                "local a, b = conn:commit() return tostring(a) .. ' ' .. b");
    }

    @Test
    void aScriptsOwnBeginHoldsTheConnectionUntilItsEnd() throws Exception {
        answers(
                "1 0 1",
                """
                local function count(c) local cur = c:execute "select count(*) from t"
                    local n = cur:fetch() cur:close() return n end
                conn:execute "pragma journal_mode=wal"
                conn:execute "create table t (a)"
                local other = env:connect 'test.db'
                conn:execute "begin" conn:execute "insert into t values (1)"
                local inside, outside = count(conn), count(other)
                conn:execute "commit"
                return inside .. ' ' .. outside .. ' ' .. count(other)
                """);
    }

    @Test
    void aStatementThatChangesNoRowsCountsNone() throws Exception {
        answers(
                "2 0 0",
                """
                conn:execute "create table t (a)"
                local two = conn:execute "insert into t values (1), (2)"
                return two .. ' ' .. conn:execute "create table u (a)" .. ' ' .. conn:execute "drop table t"
                """);
    }

    @Test
    void theLastAutomaticKeyIsTheConnectionsOwn() throws Exception {
        answers(
                "0 1 2 1",
                """
                conn:execute "create table t (id integer primary key, a)"
                local before = conn:getlastautoid()
                conn:execute "insert into t (a) values ('x')"
                local first = conn:getlastautoid()
                local other = env:connect 'test.db'
                other:execute("insert into t (a) values (?)", 'y')
                return before .. ' ' .. first .. ' ' .. other:getlastautoid() .. ' ' .. conn:getlastautoid()
                """);
    }

    @Test
    void stringsAreEscaped() throws Exception {
        answers("it''s", "return conn:escape \"it's\"");
    }

    @Test
    void aLargeResultHasAllItsRowsInOrder() throws Exception {
        answers(
                "1000 500500",
                """
                local cur = conn:execute
                    "with recursive r(n) as (select 1 union all select n + 1 from r where n < 1000) select n from r"
                local count, sum = 0, 0
                for n in cur.fetch, cur do count, sum = count + 1, sum + n end
                return count .. ' ' .. sum
                """);
    }

    @Test
    void aMissingDriverIsExplained() throws Exception {
        assertEquals(
                "LuaSQL: no driver for PostgreSQL: copy available/postgresql.jar to ext/",
                databases.site.eval("return select(2, require 'luasql.postgres'.postgres():connect 'x')"));
        assertEquals(
                "LuaSQL: no driver for MySQL: copy available/luafcgid.ext.mariadb.jar to ext/",
                databases.site.eval("return select(2, require 'luasql.mysql'.mysql():connect 'x')"));
    }

    @Test
    void aModuleTellsWhatItIs() throws Exception {
        answers(
                "LuaSQL 2 string string",
                "return driver._VERSION:sub(1, 8) .. ' ' .. type(driver._DESCRIPTION) .. ' ' .. type(driver._COPYRIGHT)");
    }

    @Test
    void anyJdbcUrlLeadsToItsDatabase() throws Exception {
        assertEquals(
                "1 2 nil LuaSQL: no driver for this URL: copy one that offers a DataSourceFactory service to ext/",
                databases.site.eval(
                        """
                        local env = require 'luasql.jdbc'.jdbc()
                        local h2 = assert(env:connect 'jdbc:h2:mem:')
                        local sqlite = assert(env:connect 'jdbc:sqlite:x.db')
                        local none, message = env:connect 'jdbc:nobody:x'
                        return h2:execute 'values 1':fetch() .. ' ' .. sqlite:execute 'select 2':fetch() .. ' '
                            .. tostring(none) .. ' ' .. message
                        """));
    }
}
