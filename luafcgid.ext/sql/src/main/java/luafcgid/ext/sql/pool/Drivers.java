package luafcgid.ext.sql.pool;

import java.sql.Driver;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The JDBC drivers that are present at the moment. Any thread. */
public interface Drivers {
    /**
     * The driver of that class; null when there is none.
     *
     * @throws SQLException when it is there and does not load
     */
    @Nullable
    Driver named(String className) throws SQLException;

    /**
     * A driver that knows the URL; null when there is none.
     *
     * @throws SQLException when one is there and does not load
     */
    @Nullable
    Driver accepting(String url) throws SQLException;
}
