package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import luafcgid.daemon.worker.WorkersComponent;
import luafcgid.lua.pool.SiteLimits;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that try to take the daemon down: each is answered as its second line says, and the next request is served. */
@Timeout(600)
class HostileTest {
    private static final Path SCRIPTS = Path.of("..", "bench", "hostile");
    private static final int AT_ONCE = 4;

    @TempDir
    Path folder;

    /** {@code auto}: in place where the JVM allows it. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "handover"})
    void everyScriptIsAnsweredAndTheNextRequestServed(String strategy) throws Exception {
        try (Site site = new Site(folder)) {
            site.watchdog = Duration.ofMillis(1500);
            site.limits(SiteLimits.of(Map.of(
                    "cpu",
                    0.3,
                    "allocation",
                    200L << 20,
                    "string",
                    16 << 20,
                    "effort",
                    1_000_000L,
                    "coroutines",
                    1000,
                    "files",
                    16,
                    "output",
                    10L << 20)));
            List<Path> scripts = copies(site);
            assertTrue(scripts.size() >= 100, scripts.size() + " scripts");
            WorkersComponent workers = workers(strategy);
            List<Executable> failures = new ArrayList<>();
            for (int i = 0; i < scripts.size(); i += AT_ONCE) {
                List<Path> some = scripts.subList(i, Math.min(i + AT_ONCE, scripts.size()));
                List<CompletableFuture<String>> answers =
                        some.stream().map(script -> run(site, workers, script)).toList();
                for (int j = 0; j < some.size(); j++) {
                    Path script = some.get(j);
                    String answer = answers.get(j).get(60, TimeUnit.SECONDS);
                    List<String> allowed = allowed(script);
                    failures.add(() -> assertTrue(allowed.contains(answer), script.getFileName() + ": " + answer));
                }
            }
            Path hello = site.script("hello.lua", "con:puts('Hello World')");
            assertEquals("200", run(site, workers, hello).get(60, TimeUnit.SECONDS), "the next is served");
            assertEquals(0, workers.pool().waiting());
            assertAll(failures);
        }
    }

    private static List<Path> copies(Site site) throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            List<Path> copies = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                copies.add(site.write(file.getFileName().toString(), Files.readString(file)));
            }
            return copies;
        }
    }

    private static List<String> allowed(Path script) throws IOException {
        String line = Files.readAllLines(script).get(1);
        return Arrays.asList(line.replace("-- answers: ", "").split(" "));
    }

    /** The status, or cut where the response ended early. */
    private static CompletableFuture<String> run(Site site, WorkersComponent workers, Path script) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        TestRequest request = site.request(script);
        workers.execute(new RequestExecutor.Task() {
            @Override
            public void run() {
                try {
                    String status = site.answer(request).status();
                    answer.complete(status.substring(0, 3));
                } catch (RequestAbortedException e) {
                    answer.complete("cut");
                } catch (IOException e) {
                    answer.completeExceptionally(new UncheckedIOException(e));
                } catch (Throwable e) {
                    answer.completeExceptionally(e);
                }
            }

            @Override
            public void reject(RequestExecutor.Rejection reason) {
                answer.complete(reason.name());
            }

            @Override
            public boolean isAborted() {
                return false;
            }
        });
        return answer;
    }

    private static WorkersComponent workers(String strategy) {
        Map<String, Object> keys = Map.of("strategy", strategy);
        return new WorkersComponent((WorkersComponent.Config) Proxy.newProxyInstance(
                WorkersComponent.Config.class.getClassLoader(),
                new Class<?>[] {WorkersComponent.Config.class},
                (proxy, method, arguments) -> keys.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
