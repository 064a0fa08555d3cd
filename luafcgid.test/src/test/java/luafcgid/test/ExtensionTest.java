package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEachJdk
final class ExtensionTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    private static final String JAR = "luafcgid.ext.hello.jar";
    private static final String SCRIPT =
            """
            local state = tostring({})
            function main(env, con)
              local found, hello = pcall(require, "hello")
              con:header("X-State", state)
              con:puts(found and hello.greet("you") or "not there: " .. tostring(hello))
            end
            """;

    @Parameter
    Jdk jdk;

    @Test
    void aDroppedJarIsThereForRunningStatesAndARemovedOneIsNot() throws Exception {
        try (Folder site = Folder.create();
                Folder copy = Folder.create()) {
            copy.copy(Path.of(System.getProperty("luafcgid.distribution")), "d");
            Path jar = copy.resolve("d/ext/" + JAR);
            site.write("greet.lua", SCRIPT);
            // Not hello.lua: scripts beside it could require that.
            site.write("other.lua", Scripts.HELLO);
            try (Daemon daemon = Daemon.of(jdk, site.path())
                            .from(copy.resolve("d"))
                            .unswept()
                            .start();
                    Load load = new Load(daemon, "/other.lua", 4);
                    Connection connection = daemon.connect()) {
                load.await("Hello World", 100);
                Answer before = connection.get("/greet.lua");
                assertTrue(before.body().contains("module 'hello' not found"), before.body());
                for (int round = 0; round < 2; round++) {
                    String state = connection.get("/greet.lua").headers().get("x-state");
                    Path part = jar.resolveSibling(".part");
                    Files.copy(copy.resolve("d/available/" + JAR), part);
                    Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
                    Poll.until(
                            "hello",
                            AT_ONCE,
                            () -> connection.get("/greet.lua").body().equals("Hello, you!"));
                    assertEquals(state, connection.get("/greet.lua").headers().get("x-state"), "a running state");
                    Files.delete(jar);
                    Poll.until(
                            "no hello",
                            AT_ONCE,
                            () -> connection.get("/greet.lua").body().startsWith("not there: "));
                }
                load.end();
            }
        }
    }
}
