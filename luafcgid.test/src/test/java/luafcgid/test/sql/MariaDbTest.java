package luafcgid.test.sql;

import luafcgid.test.OnEachJdk;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

@OnEachJdk
final class MariaDbTest extends WithServer {
    private final MariaDb server;

    MariaDbTest(MariaDb server) {
        this.server = server;
    }

    @BeforeParameterizedClassInvocation
    void open() throws Exception {
        open(
                server,
                Databases.MARIADB,
                """
                database = require"luasql.mysql"
                local env = database.mysql()
                function connect() return assert(env:connect("test", "lua", "secret", "127.0.0.1", PORT)) end
                """);
    }

    @Override
    public String bytesType() {
        return "blob";
    }

    @Override
    public String textType() {
        return "text";
    }

    @Override
    public String slowQuery() {
        return "select sleep(60)";
    }

    @Override
    String connections() {
        return "select count(*) from information_schema.processlist where user = 'lua' and id <> " + "connection_id()";
    }

    @Override
    String running() {
        return "select count(*) from information_schema.processlist where info like "
                + "'%sleep(60)%' and id <> connection_id()";
    }
}
