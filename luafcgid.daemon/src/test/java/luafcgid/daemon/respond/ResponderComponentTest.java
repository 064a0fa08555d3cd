package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import luafcgid.daemon.AccelLocation;
import luafcgid.daemon.RequestSettings;
import luafcgid.daemon.Stderr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ResponderComponentTest {
    private final Map<String, Object> values = new HashMap<>();

    private RequestSettings settings() {
        return ResponderComponent.settings((ResponderComponent.Config) Proxy.newProxyInstance(
                ResponderComponent.Config.class.getClassLoader(),
                new Class<?>[] {ResponderComponent.Config.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    @Test
    void theDefaultsAreThoseOfTheSettings() {
        assertEquals(RequestSettings.DEFAULT, settings());
    }

    @Test
    void everySettingArrives() {
        values.put("stderr", "all");
        values.put("maxheader", 5000);
        values.put("sendfile", "stream");
        values.put("authorizer", "/srv/auth.lua");
        values.put("accel", new String[] {"/p/=/srv/files/"});
        RequestSettings settings = settings();
        assertEquals(Stderr.ALL, settings.stderr());
        assertEquals(5000, settings.maxHeader());
        assertEquals(Optional.of(Path.of("/srv/auth.lua")), settings.authorizer());
        assertEquals(List.of(new AccelLocation("/p/", Path.of("/srv/files"))), settings.accel());
        assertTrue(!settings.offload());
    }

    @ParameterizedTest
    @CsvSource({
        "stderr, everything, 'none, log, errors or all'",
        "sendfile, maybe, auto or stream",
        "authorizer, login.lua, absolute path"
    })
    void aTextThatIsNotAllowedIsNamed(String key, String value, String allowed) {
        values.put(key, value);
        assertNamed(key, value, allowed);
    }

    @Test
    void aNumberOrListThatIsNotAllowedIsNamed() {
        values.put("maxheader", 255);
        assertNamed("maxheader", "255", "256 or more bytes");
        values.clear();
        values.put("accel", new String[] {"nonsense"});
        assertNamed("accel", "nonsense", "/PREFIX/=/FOLDER/");
    }

    private void assertNamed(String key, String value, String allowed) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, this::settings).getMessage());
        assertTrue(message.startsWith("luafcgid.daemon.Responder: " + key + "=" + value), message);
        assertTrue(message.contains(allowed), message);
    }
}
