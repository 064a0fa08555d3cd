package luafcgid.test.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import luafcgid.test.Answer;
import luafcgid.test.Connection;
import luafcgid.test.Poll;
import org.junit.jupiter.api.Test;

/** What scripts do with a database that is another process. */
abstract class WithServer extends WithDatabase {
    private static final int STATES = 1000;

    private DatabaseServer server;

    /** @param connecting Lua in which PORT stands for the server's */
    final void open(DatabaseServer server, String driver, String connecting) throws Exception {
        this.server = server;
        open("-- with " + driver + "\n" + connecting.replace("PORT", Integer.toString(server.port())));
    }

    /** Yields how many connections there are beside the asking one. */
    abstract String connections();

    /** Yields how many of them run {@link #slowQuery()}. */
    abstract String running();

    private long count(String sql) throws Exception {
        return Long.parseLong(server.query(sql).get(0));
    }

    @Test
    void aStatementOfAClientThatHasGoneIsCancelled() throws Exception {
        ExecutorService clients = Executors.newSingleThreadExecutor();
        try (Connection client = databases().daemon().connect()) {
            Future<Answer> answer =
                    clients.submit(() -> client.post("/run.lua", "connect():execute[[" + slowQuery() + "]]"));
            Poll.until("the statement", () -> count(running()) == 1 || answer.isDone());
            assertEquals(1, count(running()));
            client.close();
            Poll.until("its end", () -> count(running()) == 0);
        } finally {
            clients.shutdownNow();
        }
        assertEquals("1", databases().run("return connect():execute'select 1':fetch()"));
    }

    @Test
    void aConnectionOfAScriptOutlivesTheServer() throws Exception {
        String ask = "kept = kept or connect() return kept:execute'select 1':fetch()";
        assertEquals("1", databases().run(ask));
        server.stop();
        String gone = databases()
                .run(
                        """
                        local ok, message = kept:execute"select 1"
                        return tostring(ok) .. "|" .. tostring(message)
                        """);
        assertTrue(gone.startsWith("nil|LuaSQL: "), gone);
        server.start();
        assertEquals("1", databases().run(ask));
    }

    @Test
    void aThousandStatesShareAFewConnections() throws Exception {
        for (int i = 0; i < STATES; i++) {
            databases()
                    .site()
                    .write(
                            "many/s" + i + ".lua",
                            opening()
                                    + """

                                    local conn = connect()
                                    function main(env, con) con:puts((conn:execute"select 1"):fetch()) end
                                    """);
        }
        try (Connection client = databases().daemon().connect()) {
            for (int i = 0; i < STATES; i++) {
                assertEquals("1", client.get("/many/s" + i + ".lua").body(), "state " + i);
            }
        }
        String states = databases().daemon().command("status").out();
        long count = count(connections());
        assertTrue(count >= 1 && count <= 4, count + " connections of:\n" + states);
    }
}
