package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import luafcgid.protocol.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptNameTest {
    @ParameterizedTest
    @CsvSource({
        "/srv/www/a.lua, /srv/www/a.lua",
        "proxy:fcgi://127.0.0.1:9000/srv/www/a.lua, /srv/www/a.lua",
        "proxy:fcgi://[::1]:9000/srv/www/a.lua, /srv/www/a.lua",
        "proxy:balancer://name/srv/www/a.lua, /srv/www/a.lua",
        "proxy:fcgi://127.0.0.1:9000, proxy:fcgi://127.0.0.1:9000",
    })
    void whatApachePutsBeforeThePathIsStripped(String sent, String expected) {
        assertEquals(expected, ScriptName.of(Params.of(Map.of("SCRIPT_FILENAME", sent))));
    }

    @Test
    void aMissingOrEmptyNameIsNone() {
        assertNull(ScriptName.of(Params.of(Map.of("QUERY_STRING", "a"))));
        assertNull(ScriptName.of(Params.of(Map.of("SCRIPT_FILENAME", ""))));
    }
}
