package luafcgid.ext.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Map;
import luafcgid.ext.sql.pool.PoolSettings;
import org.junit.jupiter.api.Test;

class SqlSettingsTest {
    private static SqlSettings with(Map<String, Object> values) {
        return SqlSettings.of((SqlConfig) Proxy.newProxyInstance(
                SqlConfig.class.getClassLoader(),
                new Class<?>[] {SqlConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    @Test
    void withoutAConfigurationTheDefaultsHold() {
        SqlSettings settings = with(Map.of());
        assertEquals(PoolSettings.DEFAULT, settings.pools());
        assertEquals(5000, settings.busyMillis());
        assertFalse(settings.keeping());
        assertTrue(with(Map.of("leftovers", " Keep ")).keeping());
    }

    @Test
    void aWrongValueIsNamedWithWhatIsAllowed() {
        assertEquals("luafcgid.ext.sql: size=0: wants a number from 1", message(Map.of("size", 0)));
        assertEquals("luafcgid.ext.sql: lifetime=60: wants a number from 61", message(Map.of("lifetime", 60)));
        assertEquals("luafcgid.ext.sql: leftovers=x: wants close or keep", message(Map.of("leftovers", "x")));
    }

    private static String message(Map<String, Object> values) {
        return assertThrows(IllegalArgumentException.class, () -> with(values)).getMessage();
    }
}
