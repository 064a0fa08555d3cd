package luafcgid.test.convention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import luafcgid.test.Answer;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.OnEachJdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

/** Scripts of magnet as they are written with a database: the connection and the results of queries are kept in {@code _G}. */
@OnEachJdk
@Timeout(120)
final class MagnetQueryCacheTest {
    /** What each script begins with. Nothing of it is a module: scripts have it copied. */
    private static final String QUERY =
            """
            local connections, results = "sql.connection ", "sql.result "

            local function connection(file)
              local name = connections .. file
              if not _G[name] then
                require "luasql.sqlite3"
                _G[name] = assert(luasql.sqlite3():connect(file))
                _G.connects = (_G.connects or 0) + 1
              end
              return _G[name]
            end

            function query(sql)
              local rows = _G[results .. sql]
              if not rows then
                rows = {}
                local cursor = assert(connection("shop.db"):execute(sql))
                local row = cursor:fetch({}, "a")
                while row do
                  rows[#rows + 1] = row
                  row = cursor:fetch({}, "a")
                end
                cursor:close()
                _G[results .. sql] = rows
                _G.queries = (_G.queries or 0) + 1
              end
              return rows
            end

            local function names(rows)
              local all = {}
              for i, row in ipairs(rows) do all[i] = row.name end
              return table.concat(all, " ")
            end

            local function respond(...)
              print("Content-Type: text/plain\\r\\n", "\\r\\n")
              print(...)
            end
            """;

    private static final String ALL = "select name from goods order by name";

    @Parameter
    Jdk jdk;

    @Test
    void connectionAndResultsAreKeptAndSharedByTwoScripts() throws Exception {
        try (Folder site = Folder.create()) {
            site.write(
                    "add.lua",
                    QUERY
                            + """
                            local shop = connection("shop.db")
                            assert(shop:execute("create table if not exists goods (name text)"))
                            assert(shop:execute("insert into goods values (?)", os.getenv("QUERY_STRING")))
                            respond("added, connects ", connects)""");
            site.write(
                    "list.lua",
                    QUERY + "respond(names(query('" + ALL + "')), ', queries ', queries, ', connects ', connects)");
            site.write(
                    "count.lua",
                    QUERY + "respond(#query('" + ALL + "'), ', queries ', queries, ', connects ', connects)");
            site.write(
                    "forget.lua",
                    QUERY
                            + """
                            local old = {}
                            for name in pairs(_G) do
                              if type(name) == "string" and name:sub(1, #results) == results then old[#old + 1] = name end
                            end
                            for _, name in ipairs(old) do _G[name] = nil end
                            respond("forgotten ", #old)""");
            site.write("fail.lua", QUERY + "query('select name from no_such_table')");
            try (Daemon daemon = Daemon.of(jdk, site.path())
                    .with("--set", "luafcgid.daemon.Responder:convention=magnet")
                    .with("--set", "luafcgid.daemon.Responder:showerrors=true")
                    .with("--set", "luafcgid.daemon.Magnet:maxprocs=1")
                    .start()) {
                assertEquals("added, connects 1", body(daemon, "/add.lua?pears"));
                assertEquals("added, connects 1", body(daemon, "/add.lua?apples"));
                assertEquals("apples pears, queries 1, connects 1", body(daemon, "/list.lua"));
                assertEquals("apples pears, queries 1, connects 1", body(daemon, "/list.lua"));
                assertEquals("2, queries 1, connects 1", body(daemon, "/count.lua"));

                assertEquals("added, connects 1", body(daemon, "/add.lua?plums"));
                assertEquals("2, queries 1, connects 1", body(daemon, "/count.lua"));

                Answer failed = daemon.get("/fail.lua");
                assertEquals(503, failed.status());
                assertTrue(failed.body().contains("no such table: no_such_table"), failed::body);

                assertEquals("forgotten 1", body(daemon, "/forget.lua"));
                assertEquals("3, queries 2, connects 1", body(daemon, "/count.lua"));
                assertEquals("apples pears plums, queries 2, connects 1", body(daemon, "/list.lua"));

                String states = daemon.command("shell", "luafcgid:states").out();
                assertEquals(2, states.lines().count(), states);
                assertTrue(states.contains(" magnet "), states);
                String status = daemon.command("status").out();
                assertTrue(status.contains(", errors 1\n"), status);
            }
        }
    }

    private static String body(Daemon daemon, String target) throws Exception {
        return daemon.get(target).body();
    }
}
