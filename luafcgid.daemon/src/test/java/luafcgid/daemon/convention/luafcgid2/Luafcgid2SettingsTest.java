package luafcgid.daemon.convention.luafcgid2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class Luafcgid2SettingsTest {
    /** A configuration with these values, and the defaults for all else. */
    static Luafcgid2Config config(Map<String, Object> values) {
        return (Luafcgid2Config) Proxy.newProxyInstance(
                Luafcgid2Config.class.getClassLoader(),
                new Class<?>[] {Luafcgid2Config.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static String refused(String key, Object value) {
        return assertThrows(IllegalArgumentException.class, () -> Luafcgid2Settings.of(config(Map.of(key, value))))
                .getMessage();
    }

    @Test
    void defaultsAreFitToRun() {
        Luafcgid2Settings settings = Luafcgid2Settings.of(config(Map.of()));
        assertEquals("main", settings.entrypoint());
        assertEquals(Optional.empty(), settings.startup());
        assertEquals(Optional.empty(), settings.config());
        assertEquals(
                "XLuaSession=x; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax",
                settings.cookie().of("x"));
        assertEquals(new ScoreRule(3, 3, 2, 1), settings.score());
    }

    @Test
    void filesAreAbsolute() {
        Luafcgid2Settings settings = Luafcgid2Settings.of(config(Map.of("startup", " /etc/../srv/start.lua ")));
        assertEquals(Optional.of(Path.of("/srv/start.lua")), settings.startup());
        assertEquals(
                "luafcgid.daemon.Luafcgid2: config=conf.lua: wants the absolute path of a Lua file",
                refused("config", "conf.lua"));
    }

    @Test
    void mistakesNameTheConfiguration() {
        assertEquals(
                "luafcgid.daemon.Luafcgid2: entrypoint=: wants the name of a function", refused("entrypoint", " "));
        assertEquals("luafcgid.daemon.Luafcgid2: sessiontime=-5: wants 1 or more seconds", refused("sessiontime", -5));
    }
}
