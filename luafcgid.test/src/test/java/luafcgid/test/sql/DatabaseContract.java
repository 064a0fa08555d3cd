package luafcgid.test.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import luafcgid.test.Answer;
import luafcgid.test.Poll;
import org.junit.jupiter.api.Test;

/** What scripts do with every database. */
interface DatabaseContract {
    int WATCHDOG = 3;

    /** What a busy machine may take to end a statement, seconds; far less than it takes before its thread is given up. */
    int LATE = 20;

    /** A daemon whose script has the globals {@code database}, the module, and {@code connect()}. */
    Databases databases();

    /** Another one, whose requests are stopped after {@link #WATCHDOG} seconds. */
    Databases impatient() throws Exception;

    /** The type of a column for bytes. */
    String bytesType();

    /** Lua that makes bytes of {@code back} where they come in another form. */
    default String bytesBack() {
        return "";
    }

    /** The type of a column for a text. */
    String textType();

    /** A query that takes longer than anyone waits. */
    String slowQuery();

    /** A new connection {@code conn} and an empty table {@code t}. */
    private String begin(String columns, String lua) {
        return """
                local conn = connect()
                conn:execute"drop table t"
                assert(conn:execute"create table t (%s)")
                local function rows(sql)
                  local cur, all = assert(conn:execute(sql)), {}
                  local row = cur:fetch({}, "n")
                  while row do all[#all + 1] = tostring(row[1]) row = cur:fetch(row, "n") end
                  return table.concat(all, ",")
                end
                %s
                """
                .formatted(columns, lua);
    }

    private String run(String columns, String lua) throws Exception {
        return databases().run(begin(columns, lua));
    }

    @Test
    default void rowsAreWrittenAndRead() throws Exception {
        assertEquals(
                "1 1 2|one,two",
                run(
                        "i bigint, s " + textType(),
                        """
                        local a = conn:execute"insert into t values (1, 'one')"
                        local b = conn:execute("insert into t values (?, ?)", 2, "two")
                        local c = conn:execute"update t set i = i + 1"
                        return ("%d %d %d|%s"):format(a, b, c, rows"select s from t order by i")
                        """));
    }

    @Test
    default void textIsUtf8() throws Exception {
        assertEquals(
                "Größe 漢字 \uD83D\uDE00|Größe 漢字 \uD83D\uDE00",
                run(
                        "s " + textType(),
                        """
                        local text = "Größe 漢字 \uD83D\uDE00"
                        assert(conn:execute("insert into t values ('" .. text .. "')"))
                        assert(conn:execute("insert into t values (?)", text))
                        return (rows"select s from t":gsub(",", "|"))
                        """));
    }

    @Test
    default void nullIsNil() throws Exception {
        assertEquals(
                "nil x nil 0",
                run(
                        "a bigint, b " + textType() + ", c " + bytesType(),
                        """
                        assert(conn:execute("insert into t values (?, ?, ?)", nil, "x", nil))
                        local cur = conn:execute"select a, b, c from t"
                        local a, b, c = cur:fetch()
                        local others = 0
                        for _ in pairs((conn:execute"select a, c from t"):fetch({}, "a")) do others = others + 1 end
                        return tostring(a) .. " " .. b .. " " .. tostring(c) .. " " .. others
                        """));
    }

    @Test
    default void noBitOfABigIntegerIsLost() throws Exception {
        assertEquals(
                "-9223372036854775808,9007199254740993,9223372036854775807",
                run(
                        "i bigint",
                        """
                        assert(conn:execute"insert into t values (9223372036854775807)")
                        assert(conn:execute"insert into t values (9007199254740993)")
                        assert(conn:execute"insert into t values (-9223372036854775807 - 1)")
                        return rows"select i from t order by i"
                        """));
    }

    @Test
    default void bytesComeBackAsTheyWere() throws Exception {
        assertEquals(
                "true 256",
                run(
                        "b " + bytesType(),
                        """
                        local all = {}
                        for i = 0, 255 do all[i + 1] = string.char(i) end
                        local bytes = table.concat(all)
                        assert(conn:execute("insert into t values (?)", database.blob(bytes)))
                        local back = (conn:execute"select b from t"):fetch()
                        %s
                        return tostring(back == bytes) .. " " .. #back
                        """
                                .formatted(bytesBack())));
    }

    @Test
    default void transactionsAreCommittedAndRolledBack() throws Exception {
        assertEquals(
                "true,1,true,0,true,2",
                run(
                        "i bigint",
                        """
                        local said = {tostring(conn:setautocommit(false))}
                        assert(conn:execute"insert into t values (1)")
                        said[2] = rows"select count(*) from t"
                        said[3] = tostring(conn:rollback())
                        said[4] = rows"select count(*) from t"
                        assert(conn:execute"insert into t values (2)")
                        said[5] = tostring(conn:commit())
                        conn:rollback()
                        local other = connect()
                        said[6] = tostring((other:execute"select max(i) from t"):fetch())
                        return table.concat(said, ",")
                        """));
    }

    @Test
    default void anErrorIsNilAndAMessageAndTheConnectionGoesOn() throws Exception {
        String said = run(
                "i bigint",
                """
                local ok, message = conn:execute"select * from nowhere_to_be_found"
                return tostring(ok) .. "|" .. message .. "|" .. rows"select count(*) from t"
                """);
        assertTrue(said.startsWith("nil|LuaSQL: "), said);
        assertTrue(said.contains("nowhere_to_be_found") || said.contains("NOWHERE_TO_BE_FOUND"), said);
        assertTrue(said.endsWith("|0"), said);
    }

    @Test
    default void theWatchdogEndsAStatement() throws Exception {
        String ask = "return connect():execute'select 1':fetch()";
        try (Databases databases = impatient()) {
            // With the first connection the driver is loaded, which may take longer than a request may.
            Poll.until("a connection", () -> databases.answer(ask).body().equals("1"));
            long begun = System.nanoTime();
            Answer answer = databases.answer("local c = connect() return tostring(c:execute[[" + slowQuery() + "]])");
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            assertEquals(500, answer.status() / 100 * 100, answer.body());
            assertTrue(taken.toSeconds() < WATCHDOG + LATE, "ended after " + taken);
            Poll.until("another connection", () -> databases.answer(ask).body().equals("1"));
        }
    }

    @Test
    default void whatAScriptLeavesOpenIsRolledBackAndTold() throws Exception {
        assertEquals(
                "1",
                run(
                        "i bigint",
                        """
                        left = conn
                        assert(conn:setautocommit(false))
                        return conn:execute"insert into t values (1) -- left behind"
                        """));
        assertEquals("0", databases().run("return (connect():execute'select count(*) from t'):fetch()"));
        Poll.until("the warning", () -> databases()
                .daemon()
                .log()
                .lines()
                .anyMatch(line -> line.contains("WARN") && line.contains("/run.lua") && line.contains("left behind")));
    }
}
