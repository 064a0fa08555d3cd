package luafcgid.ext.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Values on their way to the database and back. */
@Timeout(60)
class ParametersTest {
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
    void everyTypeOfValueIsBound() throws Exception {
        answers(
                "null integer integer integer real text nil 1 0 42 0.5 x'y",
                """
                local cur = assert(conn:execute("select typeof(?1), typeof(?2), typeof(?3), typeof(?4), typeof(?5), "
                    .. "typeof(?6), ?1, ?2, ?3, ?4, ?5, ?6", nil, true, false, 42, 0.5, "x'y"))
                local row = {cur:fetch()}
                for i = 1, 12 do row[i] = tostring(row[i]) end
                return table.concat(row, ' ')
                """);
    }

    @Test
    void bytesThatAreNoTextAreBoundAsABlobAndComeBackUnchanged() throws Exception {
        answers(
                "true blob true text true blob",
                """
                local bytes = {}
                for i = 0, 255 do bytes[#bytes + 1] = string.char(i) end
                local all = table.concat(bytes)
                local function try(v) local a, b = conn:execute("select ?1, typeof(?1)", v):fetch() return a, b end
                local a, ta = try(all)
                local b, tb = try('caf\\195\\169')
                local c, tc = try(driver.blob 'abc')
                return tostring(a == all) .. ' ' .. ta .. ' ' .. tostring(b == 'caf\\195\\169') .. ' ' .. tb .. ' '
                    .. tostring(c == 'abc') .. ' ' .. tc
                """);
    }

    @Test
    void textThatIsNoUtf8ComesBackByteForByte() throws Exception {
        answers("true", "return tostring(conn:execute \"select cast(x'e9ff' as text)\":fetch() == '\\233\\255')");
    }

    @Test
    void aNulByteIsAByteAsAnyOther() throws Exception {
        answers(
                "3 true",
                "local v = conn:execute('select ?', 'a\\0b'):fetch() return #v .. ' ' .. tostring(v == 'a\\0b')");
    }

    @Test
    void integersThatANumberCannotHoldComeAsDigits() throws Exception {
        answers(
                "true string 9007199254740993 string -9223372036854775808",
                """
                local function s(q) local v = conn:execute(q):fetch()
                    return type(v) == 'number' and tostring(v == 2 ^ 53) or type(v) .. ' ' .. v end
                return s 'select 9007199254740992' .. ' ' .. s 'select 9007199254740993' .. ' '
                    .. s 'select -9223372036854775807 - 1'
                """);
    }

    @Test
    void theWrongNumberOfParametersIsAnError() throws Exception {
        answers(
                "false LuaSQL: wrong number of parameters: expected=2, given=1",
                "local ok, e = pcall(conn.execute, conn, 'select ?, ?', 1) return tostring(ok) .. ' ' .. e");
    }

    @Test
    void aFunctionIsNoParameter() throws Exception {
        answers(
                "false LuaSQL: unhandled data type function in parameter binding",
                "local ok, e = pcall(conn.execute, conn, 'select ?', print) return tostring(ok) .. ' ' .. e");
    }

    @Test
    void parametersMayBeNamed() throws Exception {
        answers(
                "1 2 1 3",
                """
                local cur = conn:execute("select :a, @b, :a, $c -- :d", {a = 1, ["@b"] = 2, c = 3})
                return table.concat({cur:fetch()}, ' ')
                """);
    }

    @Test
    void anUnknownNameIsAnError() throws Exception {
        answers(
                "LuaSQL: binding to invalid parameter name x",
                "return select(2, pcall(conn.execute, conn, 'select :a', {x = 1}))");
    }

    @Test
    void aTableMayListParameters() throws Exception {
        answers("5 6", "return table.concat({conn:execute('select ?, ?', {5, 6}):fetch()}, ' ')");
    }

    @Test
    void aPreparedStatementIsExecutedAgainAndAgain() throws Exception {
        answers(
                "2 4 6 SQLite3 statement false false",
                """
                local double = conn:prepare "select ? * 2"
                local all = {}
                for i = 1, 3 do all[i] = double:execute(i):fetch() end
                all[4] = tostring(double):match '^SQLite3 statement'
                double:close()
                all[5] = tostring(double:close())
                all[6] = tostring(pcall(double.execute, double, 1))
                return table.concat(all, ' ')
                """);
    }

    @Test
    void aStatementWhoseRowsAreReadIsNotExecutedUnderThem() throws Exception {
        answers(
                "300 300",
                """
                local sql = "with recursive r(n) as (select 1 union all select n + 1 from r where n < ?) select n from r"
                local a, b = conn:execute(sql, 300), conn:execute(sql, 300)
                local count, other = 0, 0
                for _ in a.fetch, a do
                    count = count + 1
                    if not b:fetch() then break end
                    other = other + 1
                end
                return count .. ' ' .. other
                """);
    }

    @Test
    void closingACursorTakesNothingFromTheStatementsNextOne() throws Exception {
        answers(
                "500",
                """
                local sql = "with recursive r(n) as (select 1 union all select n + 1 from r where n < ?) select n from r"
                local small = conn:execute(sql, 3)
                local large = conn:execute(sql, 500)
                small:close()
                local count = 0
                for _ in large.fetch, large do count = count + 1 end
                return count
                """);
    }

    @Test
    void aStreamHasAllRowsAndNoWayBack() throws Exception {
        assertEquals(
                "2000 nil",
                databases.h2(
                        """
                        local cur = assert(conn:stream("select x from system_range(1, ?)", 2000))
                        local count = 0
                        for _ in cur.fetch, cur do count = count + 1 end
                        return count .. ' ' .. tostring(cur.seek)
                        """));
    }

    @Test
    void sqlThatIsNoUtf8IsRefused() throws Exception {
        answers(
                "LuaSQL: the statement is not UTF-8: pass other bytes as parameters",
                "return select(2, conn:execute \"select '\\233'\")");
    }

    @Test
    void h2GivesItsOwnTypes() throws Exception {
        assertEquals(
                "number 1;number 1.5;boolean true;string x;string 2001-02-03;nil nil;number 0.1;"
                        + "string 12345678901234567890;string 9007199254740993",
                databases.h2(
                        """
                        local cur = assert(conn:execute("select 1, 1.5e0, true, 'x', date '2001-02-03', null, 0.1, "
                            .. "12345678901234567890, cast(9007199254740993 as bigint)"))
                        local row, out = {cur:fetch()}, {}
                        for i = 1, 9 do out[i] = type(row[i]) .. ' ' .. tostring(row[i]) end
                        return table.concat(out, ';')
                        """));
    }

    @Test
    void h2KeepsBlobsAndClobs() throws Exception {
        assertEquals(
                "true true 1",
                databases.h2(
                        """
                        assert(conn:execute "create table big (id identity, b blob, c clob)")
                        local bytes, text = ('\\255\\0'):rep(5000), ('\\195\\169'):rep(5000)
                        assert(conn:execute("insert into big (b, c) values (?, ?)", driver.blob(bytes), text))
                        local id = conn:getlastautoid()
                        local b, c = conn:execute "select b, c from big":fetch()
                        return tostring(b == bytes) .. ' ' .. tostring(c == text) .. ' ' .. id
                        """));
    }

    @Test
    void h2SpeaksOfErrorsWithoutRepeatingTheStatement() throws Exception {
        assertEquals(
                "LuaSQL: Table \"NOWHERE\" not found (this database is empty)",
                databases.site.eval("local conn = require 'luasql.h2'.h2():connect 'mem:' "
                        + "return select(2, conn:execute 'select * from nowhere')"));
    }
}
