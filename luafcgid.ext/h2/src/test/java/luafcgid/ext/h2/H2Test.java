package luafcgid.ext.h2;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class H2Test {
    @Test
    void itConnectsAndLeavesNoDriverRegistered() throws Exception {
        H2 h2 = new H2();
        try (Connection connection = h2.createDriver(null).connect("jdbc:h2:mem:", new Properties())) {
            assertTrue(connection.createStatement().execute("select 1"));
        }
        h2.deactivate();
        assertFalse(DriverManager.drivers().anyMatch(org.h2.Driver.class::isInstance));
    }
}
