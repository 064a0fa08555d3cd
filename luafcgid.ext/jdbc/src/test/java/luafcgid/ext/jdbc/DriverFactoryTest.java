package luafcgid.ext.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.jdbc.DataSourceFactory;

final class DriverFactoryTest {
    private int loaded;
    private final Factory factory = new Factory(() -> {
        loaded++;
        Driver driver = new EchoDriver();
        DriverManager.registerDriver(driver);
        return driver;
    });

    private static final class Factory extends DriverFactory {
        Factory(Callable<Driver> loader) {
            super("Echo", loader);
        }

        void deactivate() {
            unload();
        }
    }

    @AfterEach
    void unload() {
        factory.deactivate();
    }

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    @Test
    void theDriverIsLoadedOnceAndNotBeforeItIsAskedFor() throws Exception {
        assertEquals(0, loaded);
        Driver driver = factory.createDriver(null);
        assertSame(driver, factory.createDriver(new Properties()));
        assertEquals(1, loaded);
    }

    @Test
    void aDriverThatDoesNotLoadIsTriedAgain() {
        Factory broken = new Factory(() -> {
            loaded++;
            throw new UnsatisfiedLinkError("no library for this platform");
        });
        for (int round = 1; round <= 2; round++) {
            SQLException failure = assertThrows(SQLException.class, () -> broken.createDriver(null));
            assertTrue(
                    failure.getMessage()
                            .startsWith(
                                    "the driver of Echo cannot be loaded: java.lang.UnsatisfiedLinkError: no library"),
                    failure.getMessage());
            assertEquals(round, loaded);
        }
    }

    @Test
    void aSourcePassesItsPropertiesOnWithoutTheUrl() throws Exception {
        DataSource source = factory.createDataSource(
                properties(DataSourceFactory.JDBC_URL, "jdbc:echo:x", DataSourceFactory.JDBC_USER, "a", "more", "b"));
        assertEquals("jdbc:echo:x {more=b, user=a}", source.getConnection().getCatalog());
        assertEquals(
                "jdbc:echo:x {more=b, password=p, user=u}",
                source.getConnection("u", "p").getCatalog());
    }

    @Test
    void aSourceNeedsAUrlOfTheDriver() {
        SQLException none = assertThrows(SQLException.class, () -> factory.createDataSource(null));
        assertEquals("no source for Echo: set the property 'url' to a JDBC URL", none.getMessage());
        SQLException other = assertThrows(
                SQLException.class,
                () -> factory.createDataSource(properties(DataSourceFactory.JDBC_URL, "jdbc:other:x")));
        assertEquals("'jdbc:other:x' is no URL of Echo", other.getMessage());
    }

    @Test
    void whatIsNotOfferedSaysSo() {
        SQLException pooled = assertThrows(SQLException.class, () -> factory.createConnectionPoolDataSource(null));
        assertTrue(pooled.getMessage().contains("not offered for Echo"), pooled.getMessage());
        SQLException xa = assertThrows(SQLException.class, () -> factory.createXADataSource(null));
        assertTrue(xa.getMessage().contains("distributed transactions"), xa.getMessage());
        assertEquals(0, loaded);
    }

    @Test
    void anUnloadedDriverIsRegisteredNoMore() throws Exception {
        factory.createDriver(null);
        assertTrue(isRegistered());
        factory.deactivate();
        assertFalse(isRegistered());
        factory.createDriver(null);
        assertEquals(2, loaded);
    }

    private static boolean isRegistered() {
        return DriverManager.drivers().anyMatch(EchoDriver.class::isInstance);
    }
}
