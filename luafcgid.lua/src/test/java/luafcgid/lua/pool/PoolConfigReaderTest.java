package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import luafcgid.lua.Dialect;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.files.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolConfigReaderTest {
    private static final PoolConfigReader READER = new PoolConfigReader("/srv/www", false);

    private static PoolConfig config(Map<String, Object> values) {
        return (PoolConfig) Proxy.newProxyInstance(
                PoolConfig.class.getClassLoader(),
                new Class<?>[] {PoolConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    void defaultsServeTheFolderThatTheDaemonServes() {
        PoolSettings settings = READER.read(config(Map.of()));
        assertEquals(List.of(Path.of("/srv/www")), settings.files().roots());
        assertEquals(FilePolicy.Access.OPEN, settings.files().access());
        assertEquals(PoolSettings.of(Path.of("/srv/www")), settings);
    }

    @Test
    void developmentLooksAtEveryRequestAndShowsErrors() {
        PoolSettings settings = new PoolConfigReader("/srv/www", true).read(config(Map.of()));
        assertEquals(Duration.ZERO, settings.changes().check());
        assertEquals(true, settings.changes().failFast());
        assertEquals(
                Duration.ofMillis(200),
                new PoolConfigReader("/srv/www", true)
                        .read(config(Map.of("check", 200)))
                        .changes()
                        .check());
    }

    @Test
    void configuredRootsReplaceTheServedFolder() {
        PoolSettings settings = READER.read(config(Map.of("roots", new String[] {" /a/../b ", ""})));
        assertEquals(List.of(Path.of("/b")), settings.files().roots());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dialect | 5.5 | dialect=5.5: wants 5.1, 5.2, 5.3 or 5.4",
                "files | all | files=all: wants open, root or none",
                "failfast | maybe | failfast=maybe: wants true, false or auto",
                "states | 0 | states=0: wants a number from 1",
                "retirement | never | retirement=never: wants popularity or throwaway",
                "clones | -1 | clones=-1: wants a number from 0",
                "check | -2 | check=-2: wants a number from -1"
            })
    void wrongValueIsNamedWithWhatIsAllowed(String key, String value, String message) {
        Object typed = value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : value;
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> READER.read(config(Map.of(key, typed))));
        assertEquals("luafcgid.lua.Pool: " + message, e.getMessage());
    }

    @Test
    void relativeRootIsRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> READER.read(config(Map.of("roots", new String[] {"www"}))));
        assertEquals("luafcgid.lua.Pool: roots=www: wants an absolute path", e.getMessage());
    }

    @Test
    void dialectThatTheEngineDoesNotRunIsRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> READER.read(config(Map.of("engine", "reference", "dialect", "5.4"))));
        assertEquals(
                "luafcgid.lua.Pool: dialect=5.4: wants 5.1 or 5.2 with engine=reference, or engine=compiled",
                e.getMessage());
        assertEquals(
                Dialect.LUA_5_2,
                READER.read(config(Map.of("engine", "reference", "dialect", "5.2")))
                        .dialect());
    }

    @Test
    void capacityIsWhatIsConfigured() {
        Map<String, Object> values = Map.of(
                "retirement",
                "throwaway",
                "states",
                7,
                "clones",
                3,
                "initial",
                2,
                "maxcount",
                100L,
                "idle",
                20,
                "halflife",
                5);
        assertEquals(
                new Capacity(Capacity.Policy.THROWAWAY, 7, 3, 2, 100, Duration.ofSeconds(20), Duration.ofSeconds(5)),
                READER.read(config(values)).capacity());
    }

    @Test
    void sandboxIsInARoot() {
        Map<String, Object> values =
                Map.of("sandbox", new String[] {"/srv/www/guests"}, "writable", new String[] {"data", "/var/guests"});
        assertEquals(
                new Sandbox(
                        List.of(Path.of("/srv/www/guests")),
                        List.of(Path.of(".")),
                        List.of(Path.of("data"), Path.of("/var/guests"))),
                READER.read(config(values)).sandbox());
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> READER.read(config(Map.of("sandbox", new String[] {"/srv/guests"}))));
        assertEquals(
                "luafcgid.lua.Pool: sandbox=/srv/guests: wants folders that are or are in one of roots=[/srv/www]",
                e.getMessage());
    }
}
