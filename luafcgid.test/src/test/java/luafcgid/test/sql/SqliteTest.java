package luafcgid.test.sql;

import luafcgid.test.OnEachJdk;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

@OnEachJdk
final class SqliteTest extends WithDatabase {
    @BeforeParameterizedClassInvocation
    void open() throws Exception {
        open(
                """
                database = require"luasql.sqlite3"
                local env = database.sqlite3()
                function connect() return assert(env:connect"data.db") end
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
        return "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";
    }
}
