package luafcgid.test.sql;

import luafcgid.test.OnEachJdk;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

@OnEachJdk
final class H2Test extends WithDatabase {
    @BeforeParameterizedClassInvocation
    void open() throws Exception {
        open(
                """
                database = require"luasql.h2"
                local env = database.h2()
                function connect() return assert(env:connect"./data") end
                """);
    }

    @Override
    public String bytesType() {
        return "blob";
    }

    @Override
    public String textType() {
        return "varchar";
    }

    @Override
    public String slowQuery() {
        return "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b where a.x + b.x = 0";
    }
}
