package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

/** The convention of luafcgid2 while its settings, its files and its scripts change. */
@OnEachJdk
@Timeout(120)
final class Luafcgid2Test {
    private static final int CONNECTIONS = 4;
    private static final String SETTINGS = "luafcgid.daemon.Luafcgid2.config";

    @Parameter
    Jdk jdk;

    private Folder site;
    private Folder conf;

    @BeforeEach
    void folders() throws Exception {
        site = Folder.create();
        conf = Folder.create();
        conf.write("luafcgid.daemon.Responder.config", "convention=\"luafcgid2\"\n");
        site.write("hello.lua", "function main() Send('Hello World') end other = main");
        site.write("config.txt", "Config = {word = 'old'}");
        site.write(
                "count.lua",
                "local function answer(name) local n = (Session.GetVar('r', 'n') or 0) + 1 Session.SetVar('r', 'n', n)"
                        + " Send(name .. ' ' .. tostring(Config and Config.word) .. ' ' .. n) end"
                        + " function main() answer('main') end function other() answer('other') end");
    }

    @AfterEach
    void remove() {
        site.close();
        conf.close();
    }

    private Answer count(Daemon daemon, String id) throws Exception {
        Map<String, String> params = new HashMap<>(Map.of(
                "SCRIPT_FILENAME",
                site.resolve("count.lua").toString(),
                "REQUEST_METHOD",
                "GET",
                "HTTP_COOKIE",
                "XLuaSession=" + id));
        try (Connection connection = daemon.connect()) {
            return connection.request(params);
        }
    }

    private static String id(Answer answer) {
        String cookie = String.valueOf(answer.headers().get("set-cookie"));
        assertTrue(cookie.matches("XLuaSession=[A-Za-z0-9_-]{24}; .*"), cookie);
        return cookie.substring("XLuaSession=".length(), cookie.indexOf(';'));
    }

    @Test
    void sessionsOutliveEveryChangeUnderLoad() throws Exception {
        conf.write(SETTINGS, "sessiontime=\"600\"\n");
        try (Daemon daemon = Daemon.of(jdk, site.path())
                        .with("--conf", conf.path().toString())
                        .start();
                Load load = new Load(daemon, "/hello.lua", CONNECTIONS)) {
            load.await("Hello World", 100);
            Answer first = count(daemon, "");
            assertEquals("main nil 1", first.body());
            String id = id(first);
            conf.replace(SETTINGS, "config=\"" + site.resolve("config.txt") + "\"\nentrypoint=\"other\"\n");
            Poll.until("the new entry point", () -> count(daemon, id).body().startsWith("other old "));
            site.replace("config.txt", "Config = {word = 'new'}");
            Poll.until("the new word", () -> count(daemon, id).body().startsWith("other new "));
            conf.replace(SETTINGS, "sessionkeylen=\"3\"\n");
            Poll.until("the log line that names it", () -> daemon.log().contains("sessionkeylen=3"));
            assertTrue(count(daemon, id).body().matches("other new ([4-9]|\\d\\d+)"));
            load.end();
        }
    }
}
