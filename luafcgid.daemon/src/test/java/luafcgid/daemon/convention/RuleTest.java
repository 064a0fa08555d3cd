package luafcgid.daemon.convention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import luafcgid.protocol.Params;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleTest {
    @ParameterizedTest
    @CsvSource({
        "/srv/old/=cgi,              /srv/old/a.lua,        true",
        "/srv/old/=cgi,              /srv/older/a.lua,      false",
        "/srv/old=cgi,               /srv/old/a.lua,        true",
        "/srv/old=cgi,               /srv/older/a.lua,      false",
        "/srv/old/a.lua=cgi,         /srv/old/a.lua,        true",
        "/srv/old/a.lua=cgi,         /srv/old/a.lua.lua,    false",
        "/srv/a=b/=cgi,              /srv/a=b/c.lua,        true",
        "*.cgi.lua=cgi,              /srv/a.cgi.lua,        true",
        "*.cgi.lua=cgi,              /srv/a.lua,            false",
        "root:/srv/www=cgi,          /elsewhere/a.lua,      true",
        "root:/srv/www/=cgi,         /elsewhere/a.lua,      true",
        "root:/srv=cgi,              /srv/www/a.lua,        false"
    })
    void holdsForScriptsThatItNames(String rule, Path script, boolean holds) {
        Params params = Params.of(Map.of("DOCUMENT_ROOT", "/srv/www"));
        assertEquals(holds, Rule.parse(rule).holds(script, params));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cgi", "=cgi", "/srv/=", "srv/=cgi", "*=cgi", "root:srv=cgi", "/srv/=C GI", "/srv/=CGI"})
    void whatIsNoRuleIsNamedWithTheForm(String rule) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Rule.parse(rule));
        assertEquals(
                "conventions=" + rule
                        + " is not /FOLDER/=NAME, *SUFFIX=NAME or root:/FOLDER=NAME, as in /srv/www/old/=luafcgid2",
                e.getMessage());
    }
}
