package luafcgid.test.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import luafcgid.test.Connection;
import luafcgid.test.Jdk;
import luafcgid.test.OnEachJdk;
import luafcgid.test.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

@OnEachJdk
@Timeout(180)
final class DropTest {
    private static final String IN_FLIGHT =
            """
            function main(env, con)
              local probe = require "probe"
              con:puts("began with " .. probe.version .. ", ")
              local file = io.open(env.QUERY_STRING .. ".begun", "w")
              file:close()
              con:puts("ended with " .. probe.wait(env.QUERY_STRING))
            end
            """;

    @Parameter
    Jdk jdk;

    @Test
    void filesFoldersAndJarsComeChangeAndGo() throws Exception {
        ProbeJar probe = new ProbeJar(Deployment.distribution());
        try (Deployment d = new Deployment(jdk)) {
            d.awaitGone("probe");
            d.drop("probe.jar", probe.version("1.0.0"));
            d.await("probe", "1.0.0");
            d.drop("probe.jar", probe.version("1.1.0"));
            d.await("probe", "1.1.0");
            d.remove("probe.jar");
            d.awaitGone("probe");

            d.drop("inspect.lua", "local name, origin = ...; return {version = name .. ' ' .. origin}");
            d.await("inspect", "inspect ext/inspect.lua");
            d.drop("inspect.lua", "error('broken today')");
            d.await("inspect", "ext/inspect.lua:1: broken today");
            d.awaitRow("inspect", "ext/inspect.lua:1: broken today");
            d.remove("inspect.lua");
            d.awaitGone("inspect");

            Path library = Files.createDirectories(d.ext().resolve("library/part"));
            Files.writeString(library.resolveSibling("init.lua"), "return require 'library.part.two'");
            Files.writeString(library.resolve("two.lua"), "return {version = 'two'}");
            d.await("library", "two");
            d.await("library.part.two", "two");
            Files.writeString(library.resolve("two.lua"), "return {version = 'two again'}");
            d.await("library", "two again");
            d.remove("library");
            d.awaitGone("library");
            d.awaitGone("library.part.two");
            assertEquals("", d.rows("library"));
        }
    }

    @Test
    void aRequestInFlightEndsOnTheVersionItBeganWith() throws Exception {
        ProbeJar probe = new ProbeJar(Deployment.distribution());
        try (Deployment d = new Deployment(jdk)) {
            d.site.write("inflight.lua", IN_FLIGHT);
            d.drop("probe.jar", probe.version("1.0.0"));
            d.await("probe", "1.0.0");
            CompletableFuture<String> first = request(d, "first");
            d.drop("probe.jar", probe.version("2.0.0"));
            d.await("probe", "2.0.0");
            CompletableFuture<String> second = request(d, "second");
            d.awaitRow("retiring", "1.0.0");
            d.remove("probe.jar");
            d.awaitGone("probe");
            d.awaitRow("2.0.0", "retiring");
            d.site.write("first", "");
            d.site.write("second", "");
            assertEquals("began with 1.0.0, ended with late 1.0.0", first.get());
            assertEquals("began with 2.0.0, ended with late 2.0.0", second.get());
            Poll.until("nothing retires", () -> d.rows("retiring").isEmpty());
        }
    }

    private static CompletableFuture<String> request(Deployment d, String name) throws Exception {
        Path file = d.site.resolve(name);
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try (Connection connection = d.daemon.connect()) {
                return connection.get("/inflight.lua?" + file).body();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Poll.until("the request has begun", () -> answer.isDone() || Files.exists(d.site.resolve(name + ".begun")));
        assertTrue(!answer.isDone(), () -> answer.join());
        return answer;
    }
}
