package luafcgid.test.sql;

import luafcgid.test.OnEachJdk;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

@OnEachJdk
final class PostgresTest extends WithServer {
    private final Postgres server;

    PostgresTest(Postgres server) {
        this.server = server;
    }

    @BeforeParameterizedClassInvocation
    void open() throws Exception {
        open(
                server,
                Databases.POSTGRES,
                """
                database = require"luasql.postgres"
                local env = database.postgres()
                function connect() return assert(env:connect("postgres", "lua", "secret", "127.0.0.1", PORT)) end
                """);
    }

    @Override
    public String bytesType() {
        return "bytea";
    }

    /** The server sends them as text, and LuaSQL passes it on. */
    @Override
    public String bytesBack() {
        return "back = back:sub(3):gsub('%x%x', function(hex) return string.char(tonumber(hex, 16)) end)";
    }

    @Override
    public String textType() {
        return "text";
    }

    @Override
    public String slowQuery() {
        return "select pg_sleep(60)";
    }

    @Override
    String connections() {
        return "select count(*) from pg_stat_activity where backend_type = 'client backend' and "
                + "pid <> pg_backend_pid()";
    }

    @Override
    String running() {
        return "select count(*) from pg_stat_activity where state = 'active' and query like "
                + "'%pg_sleep%' and pid <> pg_backend_pid()";
    }
}
