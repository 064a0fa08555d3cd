package luafcgid.ext.sql.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectTest {
    @ParameterizedTest
    @CsvSource({
        "select 1, NONE",
        "insert into t values (1), INSERTS",
        "' -- why\n /* so */ BEGIN immediate', BEGINS",
        "start transaction, BEGINS",
        "start slave, NONE",
        "COMMIT, ENDS",
        "rollback to savepoint a, NONE",
        "rollback, ENDS",
        "set search_path = x, SETS",
        "set local x = 1, NONE",
        "set @x = 1, BINDS",
        "pragma foreign_keys = on, SETS",
        "pragma foreign_keys, NONE",
        "pragma table_info(t), NONE",
        "pragma wal_checkpoint(truncate), NONE",
        "create temp table x (a), BINDS",
        "create table temp (a), NONE",
        "/* only, NONE",
        "'', NONE"
    })
    void theFirstWordsTell(String sql, Effect effect) {
        assertEquals(effect, Effect.of(sql));
    }

    @Test
    void parametersAreFoundWhereSqliteFindsThem() {
        assertEquals(
                List.of(":a", "?", "@b", "$c", "?"),
                ParameterNames.of("select :a, ?, '? :no', \"?\", [?], @b, :a, $c -- ?\n, /* ? */ ?"));
    }
}
