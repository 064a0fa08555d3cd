package luafcgid.ext.sql.vendor;

import java.util.List;

/** Those that there are. */
public final class Vendors {
    private Vendors() {}

    /**
     * All of them.
     *
     * @param busyMillis how long SQLite waits for another's lock
     * @param waitMillis how long connecting to a server may take
     */
    public static List<Vendor> all(int busyMillis, long waitMillis) {
        return List.of(
                new Sqlite(busyMillis),
                new Postgres(waitMillis),
                new Mysql(waitMillis),
                new H2(),
                new AnyJdbc(busyMillis));
    }
}
