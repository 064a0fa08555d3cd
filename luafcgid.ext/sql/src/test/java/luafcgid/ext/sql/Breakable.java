package luafcgid.ext.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/** H2 under the name of a server's driver, whose connections can be broken from outside. */
final class Breakable implements Driver {
    final AtomicInteger connections = new AtomicInteger();
    private final Driver h2 = new org.h2.Driver();
    private final AtomicInteger generation = new AtomicInteger();
    private volatile boolean down;
    private volatile CountDownLatch attempted = new CountDownLatch(0);
    private volatile CountDownLatch letIn = new CountDownLatch(0);

    /** Every connection that exists is of no more use. */
    void breakConnections() {
        generation.incrementAndGet();
    }

    void down(boolean now) {
        down = now;
        breakConnections();
    }

    /** It is there, but lets nobody in before {@code open}; counts down what it returns when somebody comes. */
    CountDownLatch back(CountDownLatch open) {
        attempted = new CountDownLatch(1);
        letIn = open;
        down(false);
        return attempted;
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        if (down) {
            throw new SQLException("connection refused", "08001");
        }
        attempted.countDown();
        try {
            letIn.await();
        } catch (InterruptedException e) {
            throw new SQLException("interrupted", e);
        }
        connections.incrementAndGet();
        Connection real = h2.connect("jdbc:h2:mem:breakable;DB_CLOSE_DELAY=-1", new Properties());
        int born = generation.get();
        return (Connection) Proxy.newProxyInstance(
                Breakable.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean broken = born != generation.get();
                    switch (method.getName()) {
                        case "isValid" -> {
                            return !broken;
                        }
                        case "close", "isClosed", "abort" -> {}
                        default -> {
                            if (broken) {
                                throw new SQLException("the server has gone away", "08S01");
                            }
                        }
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith("jdbc:breakable:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("breakable");
    }
}
