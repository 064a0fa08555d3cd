package luafcgid.ext.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Logger;

/** Its connections' catalog tells what they were made with. */
final class EchoDriver implements Driver {
    @Override
    public Connection connect(String url, Properties info) {
        Object said = url + " " + new TreeMap<>(info);
        return (Connection) Proxy.newProxyInstance(
                EchoDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> said);
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith("jdbc:echo:");
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
        return Logger.getGlobal();
    }
}
