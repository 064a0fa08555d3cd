package luafcgid.daemon.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of one configuration after those of another, while sweeps go on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HooksTest {
    @TempDir
    Path folder;

    @Test
    void eachBeginsOnceHoweverManySweepsComeBetween() throws Exception {
        try (Site site = new Site(folder)) {
            Hooks hooks = new Hooks();
            CompletableFuture<Void> begun = CompletableFuture.completedFuture(null);
            StringBuilder expected = new StringBuilder();
            for (int i = 1; i <= 50; i++) {
                hooks.housekeeping();
                begun = hooks.begin(runner(site, i));
                hooks.housekeeping();
                expected.append(i == 1 ? "" : "-" + (i - 1) + " ")
                        .append('+')
                        .append(i)
                        .append(' ');
                if (i % 10 == 0) {
                    begun.get();
                }
            }
            begun.get();
            assertTrue(hooks.end(Duration.ofSeconds(30)));
            assertEquals(expected + "-50 ", Files.readString(site.root.resolve("notes")));
        }
    }

    private static HookRunner runner(Site site, int number) {
        Map<Hook, List<String>> chunks = Map.of(
                Hook.STARTUP, List.of(note("+" + number)),
                Hook.SHUTDOWN, List.of(note("-" + number)));
        HookSettings settings = new HookSettings(site.root, Optional.empty(), chunks, Duration.ofSeconds(20));
        return new HookRunner(site.pool, settings, () -> {});
    }

    private static String note(String word) {
        return "local f = io.open('notes', 'a') f:write('" + word + " ') f:close()";
    }
}
