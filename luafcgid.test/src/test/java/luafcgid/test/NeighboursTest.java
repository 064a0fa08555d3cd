package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** One I/O thread only: whatever keeps it keeps everybody. */
@OnEachJdk
final class NeighboursTest {
    private static final String SLOW =
            """
            local shared = require("shared")
            function main(env, con)
              if env.QUERY_STRING == "load" then con:puts("loaded") return end
              shared.set("begun", true)
              %s
            end
            """;

    private static final String BEGUN =
            """
            local shared = require("shared")
            function main(env, con) con:puts(tostring(shared.get("begun"))) end
            """;

    @Parameter
    Jdk jdk;

    @Test
    void aScriptThatComputesDelaysNobody() throws Exception {
        besideScript("while true do end");
    }

    @Test
    void aScriptThatComputesInACoroutineDelaysNobody() throws Exception {
        besideScript("coroutine.wrap(function() while true do end end)()");
    }

    @Test
    void aScriptThatComputesInALibraryCallbackDelaysNobody() throws Exception {
        besideScript("string.gsub('x', '.', function() while true do end end)");
    }

    @Test
    void aScriptThatSleepsDelaysNobody() throws Exception {
        besideScript("require('luafcgid').sleep(1000)");
    }

    private void besideScript(String body) throws Exception {
        try (Folder site = Folder.create()) {
            site.write("hello.lua", "function main(env, con) con:puts('Hello World') end");
            site.write("slow.lua", SLOW.formatted(body));
            site.write("begun.lua", BEGUN);
            try (Daemon daemon = Daemon.of(jdk, site.path())
                    .with("--set", "luafcgid.protocol.Transport:threads=1")
                    .with("--set", "luafcgid.daemon.Responder:watchdog=10")
                    .start()) {
                ExecutorService client = Executors.newSingleThreadExecutor();
                try (Connection hello = daemon.connect()) {
                    assertEquals("Hello World", hello.get("/hello.lua").body());
                    // What reads and compiles it has left the I/O thread.
                    assertEquals("loaded", hello.get("/slow.lua?load").body());
                    Future<Answer> slow = client.submit(() -> daemon.get("/slow.lua"));
                    Poll.until(
                            "the slow script runs",
                            () -> hello.get("/begun.lua").body().equals("true"));
                    for (int i = 0; i < 100; i++) {
                        assertEquals("Hello World", hello.get("/hello.lua").body());
                    }
                    assertFalse(slow.isDone(), "the slow script has ended before its neighbours were answered");
                    assertEquals(504, slow.get().status());
                } finally {
                    client.shutdownNow();
                }
            }
        }
    }
}
