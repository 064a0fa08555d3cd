package luafcgid.ext.sql.pool;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a connection leads to. Those with equal targets are alike, so that states may share them.
 *
 * @param driver     makes them
 * @param url        for the driver
 * @param properties for the driver, user and password among them
 * @param file       tells a file from another that comes to bear its name; empty for none
 * @param settings   statements that a new connection executes first
 */
public record Target(Driver driver, String url, Map<String, String> properties, String file, List<String> settings) {
    public Target {
        properties = Map.copyOf(properties);
        settings = List.copyOf(settings);
    }

    public Target with(List<String> newSettings) {
        return new Target(driver, url, properties, file, newSettings);
    }

    /** A new connection. */
    Connection connect() throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        Connection connection;
        try {
            connection = driver.connect(url, all);
        } catch (RuntimeException | LinkageError e) {
            throw new SQLException("the driver failed: " + e, e);
        }
        if (connection == null) {
            throw new SQLException("the driver does not know " + this);
        }
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        int end = url.indexOf('?') < 0 ? url.indexOf(';') : url.indexOf('?');
        return end < 0 ? url : url.substring(0, end);
    }
}
