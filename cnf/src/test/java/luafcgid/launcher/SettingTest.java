package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "luafcgid.lua.Pool:states=20",
                "luafcgid.protocol.Listener~main:address=[::1]:9000",
                "luafcgid.daemon.Log:rotate.size=",
                "a:b=c=d:e"
            })
    void aSettingSurvivesItsText(String text) throws Failure {
        assertEquals(text, Setting.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "pid:key", "pid=value", ":key=value", "p:=v", "p q:k=v", "p:k=a\nq:k=b"})
    void anythingElseIsRefusedWithTheForm(String text) {
        Failure failure = assertThrows(Failure.class, () -> Setting.parse(text));
        assertTrue(failure.line().contains("write PID:key=value on one line"), failure.line());
        assertEquals(Exit.USAGE, failure.status());
    }

    @ParameterizedTest
    @CsvSource({
        "0, /tmp/a.sock, luafcgid.protocol.Listener~main:address=unix:/tmp/a.sock",
        "0, :9000, luafcgid.protocol.Listener~main:address=127.0.0.1:9000",
        "1, unix:/tmp/b, luafcgid.protocol.Listener~listen2:address=unix:/tmp/b",
        "2, '[::1]:9', luafcgid.protocol.Listener~listen3:address=[::1]:9"
    })
    void listenersAreNamedInTheirOrderTheFirstReplacingTheDefault(int n, String address, String setting)
            throws Failure {
        assertEquals(setting, Setting.listener(Inherited.name(n), address).toString());
    }

    @Test
    void listsKeepTheirCommas() {
        assertEquals(
                "p:headers=[A: 1\\, 2,B: 3]",
                Setting.of("p", "headers", List.of("A: 1, 2", "B: 3")).toString());
        assertEquals("p:k=a, b", Setting.of("p", "k", "a, b").toString());
    }

    @Test
    void httpIsAnAddressOrOff() throws Failure {
        assertEquals("luafcgid.ext.web.Http:address=off", Setting.http("off").toString());
        assertEquals(
                "luafcgid.ext.web.Http:address=127.0.0.1:81",
                Setting.http(":81").toString());
        Failure failure = assertThrows(Failure.class, () -> Setting.http("no"));
        assertTrue(failure.line().startsWith("luafcgid: --http: address 'no'"), failure.line());
    }
}
