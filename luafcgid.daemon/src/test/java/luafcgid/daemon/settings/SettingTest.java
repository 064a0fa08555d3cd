package luafcgid.daemon.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Hashtable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
    @Test
    void theFirstColonEndsThePidAndTheFirstEqualsSignTheKey() {
        assertEquals(
                new Setting("luafcgid.protocol.Listener~main", "address", "127.0.0.1:9000"),
                Setting.parse("luafcgid.protocol.Listener~main:address=127.0.0.1:9000"));
        assertEquals(new Setting("a.B", "rotate.size", "x=y"), Setting.parse("a.B:rotate.size=x=y"));
        assertEquals(new Setting("a.B", "k", ""), Setting.parse("a.B:k="));
    }

    @Test
    void bracketsMakeAList() {
        assertArrayEquals(new String[] {"/a", "b,c", ""}, (Object[])
                Setting.parse("p:roots=[/a, b\\,c,]").value());
        assertArrayEquals(new String[0], (Object[]) Setting.parse("p:roots=[]").value());
        assertEquals("[::1]:9000", Setting.parse("p:address=[::1]:9000").value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"states=20", "p:states", ":k=v", "p:=v", "a b:k=v", "p~:k=v", "p"})
    void aMalformedSettingIsNamedWithTheForm(String text) {
        assertEquals(
                "--set '" + text + "': write PID:key=value, as in luafcgid.lua.Pool:states=20 or"
                        + " luafcgid.protocol.Listener~main:address=127.0.0.1:9000",
                assertThrows(IllegalArgumentException.class, () -> Setting.parse(text))
                        .getMessage());
    }

    @Test
    @SuppressWarnings("JdkObsolete") // The OSGi interface takes a Dictionary.
    void theLastOfSeveralSettingsForAKeyCountsAndOtherConfigurationsAreLeftAlone() {
        Settings settings = Settings.parse("p:k=1\n\nq:k=2\np:k=3\n", Settings.Fronts.CONFIGURED);
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("k", 9);
        properties.put("other", true);
        settings.applyTo("p~x", properties);
        assertEquals(9, properties.get("k"));
        settings.applyTo("p", properties);
        assertEquals("3", properties.get("k"));
        assertEquals(true, properties.get("other"));
    }

    @ParameterizedTest
    @CsvSource({"CONFIGURED, given, file, file", "GIVEN, given, off, off", "NONE, off, off, off"})
    void frontsThatMayNotServeAreOff(Settings.Fronts fronts, String given, String file, String http) {
        Settings settings = Settings.parse(
                "luafcgid.protocol.Listener~main:address=given\nluafcgid.protocol.Listener~b:mode=0600", fronts);
        assertEquals(given, address(settings, "luafcgid.protocol.Listener~main"));
        assertEquals(file, address(settings, "luafcgid.protocol.Listener~b"));
        assertEquals(http, address(settings, "luafcgid.ext.web.Http"));
        assertEquals("file", address(settings, "luafcgid.lua.Pool"));
    }

    @SuppressWarnings("JdkObsolete") // The OSGi interface takes a Dictionary.
    private static Object address(Settings settings, String pid) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("address", "file");
        settings.applyTo(pid, properties);
        return properties.get("address");
    }
}
