package luafcgid.daemon.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalRequestTest {
    @Test
    void pathAndQueryBecomeVariables() {
        Map<String, String> params = LocalRequest.params(Path.of("/srv/www"), "/a/b.lua?x=1&y=2?");
        assertEquals("/srv/www/a/b.lua", params.get("SCRIPT_FILENAME"));
        assertEquals("/a/b.lua", params.get("SCRIPT_NAME"));
        assertEquals("x=1&y=2?", params.get("QUERY_STRING"));
        assertEquals("/a/b.lua?x=1&y=2?", params.get("REQUEST_URI"));
    }

    @Test
    void theFirstSlashMayBeLeftOut() {
        assertEquals(
                "/srv/www/a.lua",
                LocalRequest.params(Path.of("/srv/www"), "a.lua").get("SCRIPT_FILENAME"));
    }
}
