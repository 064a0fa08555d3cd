package luafcgid.test.sql;

import luafcgid.test.Jdk;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Tests with one kind of database and one daemon, which is started once for all of them. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithDatabase implements DatabaseContract {
    @Parameter
    Jdk jdk;

    private Databases databases;
    private String opening;

    /** @param opening Lua that sets the globals {@code database} and {@code connect} */
    final void open(String opening) throws Exception {
        this.opening = opening;
        databases = new Databases(jdk, opening);
    }

    final String opening() {
        return opening;
    }

    @Override
    public final Databases impatient() throws Exception {
        return new Databases(
                jdk,
                opening,
                "--set",
                "luafcgid.daemon.Responder:watchdog=" + WATCHDOG,
                "--set",
                "luafcgid.lua.Limits:grace=" + 2 * LATE);
    }

    @AfterParameterizedClassInvocation
    void close() throws Exception {
        if (databases != null) {
            databases.close();
        }
    }

    @Override
    public Databases databases() {
        return databases;
    }
}
