package luafcgid.test.sql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import luafcgid.test.Answer;
import luafcgid.test.Jdk;
import luafcgid.test.OnNewestJdk;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;

/**
 * LuaSQL's own test script, which is not part of this project: the system property {@code luafcgid.luasql.tests} names the folder
 * {@code tests} of its sources.
 */
@OnNewestJdk
@ExtendWith(Servers.class)
@Timeout(180)
final class LuaSqlTest {
    private static final String PROPERTY = "luafcgid.luasql.tests";

    /**
     * Runs it with what a script at a terminal has: arguments, output, a garbage collector that comes when called. Two things are
     * added to its text: the host and port that connecting needs, and arguments of {@code collectgarbage} in whose place in memory
     * there may be a value that was used last.
     */
    private static final String HARNESS =
            """
            local dir = "luasql"
            function run_luasql(driver, source, user, password, more, specific)
              local said = {}
              io.write = function(...)
                for i = 1, select("#", ...) do said[#said + 1] = tostring((select(i, ...))) end
              end
              print = function(...) io.write(...) io.write("\\n") end
              os.execute = function() return 0 end
              collectgarbage = function()
                for i = 1, 300 do local s = ("x"):rep(100000 + i) end
                return 0
              end
              local load_file = loadfile
              loadfile = function(name)
                if specific and name == dir .. "/" .. driver .. ".lua" then return specific end
                return load_file(name)
              end
              arg = {[0] = dir .. "/test.lua", driver, source, user, password}
              local file = assert(io.open(arg[0]))
              local text = file:read("*a")
              file:close()
              text = text:gsub("datasource, username, password", "%0" .. more)
              text = text:gsub("collectgarbage %(%)", "collectgarbage (nil, nil, nil, nil, nil, nil, nil, nil)")
              assert(loadstring(text, "@test.lua"))()
              return table.concat(said)
            end
            """;

    @Parameter
    Jdk jdk;

    private Path folder;

    @BeforeEach
    void find() {
        String given = System.getProperty(PROPERTY, "");
        if (given.isEmpty()) {
            String how =
                    "LuaSQL's own tests were not run: give the folder tests of its sources with -D" + PROPERTY + "=DIR";
            System.out.println(how);
            Assumptions.abort(how);
        }
        folder = Path.of(given);
    }

    /** @param arguments Lua expressions: driver, source, user, password, a string to put after these, driver-specific settings */
    private void pass(String drivers, String arguments) throws Exception {
        try (Databases databases = new Databases(
                jdk, "-- with " + drivers + "\n" + HARNESS, "--set", "luafcgid.daemon.Responder:watchdog=150")) {
            databases.site().copy(folder, "luasql");
            Answer answer = databases.answer("return run_luasql(" + arguments + ")");
            assertTrue(answer.body().endsWith("The test passed!\n"), answer.body());
        }
    }

    @Test
    void itPassesOnSqlite() throws Exception {
        pass("", "'sqlite3', 'luasql.db', nil, nil, ''");
    }

    @Test
    void itPassesOnPostgres(Postgres server) throws Exception {
        pass(
                Databases.POSTGRES,
                "'postgres', 'host=127.0.0.1 port=%d dbname=postgres', 'lua', 'secret', ''".formatted(server.port()));
    }

    @Test
    void itPassesOnMariaDb(MariaDb server) throws Exception {
        pass(Databases.MARIADB, "'mysql', 'test', 'lua', 'secret', ', \"127.0.0.1\", %d'".formatted(server.port()));
    }

    /** What LuaSQL has no driver for is described as its own files describe the others. */
    private static final String H2 =
            """
            function()
              CREATE_TABLE_RETURN_VALUE, DROP_TABLE_RETURN_VALUE = 0, 0
              DEFINITION_STRING_TYPE_NAME = "varchar"
              QUERYING_STRING_TYPE_NAME = "character varying"
              function checkUnknownDatabase(ENV)
                assert2(nil, ENV:connect(%s"tcp://127.0.0.1:1/unknown-data-base"), "this should be an error")
              end
              table.insert(CONN_METHODS, "escape")
              table.insert(EXTENSIONS, escape)
            end
            """;

    @Test
    void itPassesOnH2() throws Exception {
        pass("", "'h2', './luasql', nil, nil, '', " + H2.formatted(""));
    }

    @Test
    void itPassesOnAnyJdbcUrl() throws Exception {
        pass("", "'jdbc', 'jdbc:h2:./luasql', 'sa', '', '', " + H2.formatted("'jdbc:h2:' .. "));
    }
}
