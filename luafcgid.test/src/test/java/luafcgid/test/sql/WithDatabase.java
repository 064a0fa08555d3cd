package luafcgid.test.sql;

import luafcgid.test.Jdk;
import luafcgid.test.Poll;
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

    /** @param opening Lua that sets the globals {@code database} and {@code connect} */
    final void open(String opening) throws Exception {
        databases = new Databases(
                jdk,
                opening,
                "--set",
                "luafcgid.daemon.Responder:watchdog=" + WATCHDOG,
                "--set",
                "luafcgid.lua.Limits:grace=" + 2 * LATE);
        // With the first connection the driver is loaded, which may take longer than a request may.
        Poll.until(
                "a connection",
                () -> databases
                                .answer("return connect():execute'select 1':fetch()")
                                .status()
                        == 200);
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
