package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Extensions.Owner;
import luafcgid.lua.Extensions.Status;
import luafcgid.lua.Lease;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ext.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

@Timeout(30)
final class RetireTest {
    private static final String USE = "function main() return require 'ext' end";
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private static void add(Site site, long bundle, int ranking, LuaExtension service) {
        site.extensions.add(
                new Extension(service, List.of("ext"), "", ranking, bundle, new Owner(bundle, "b" + bundle, "1.0")));
    }

    private static void add(Site site, long bundle) {
        add(site, bundle, 0, (state, module) -> LuaValue.valueOf("b" + bundle));
    }

    private static List<String> rows(Site site) {
        return site.pool.extensions().modules().stream()
                .map(m -> m.owner().name() + " " + m.status() + " " + m.states())
                .toList();
    }

    @Test
    void aRetiredBundleIsGoneAndTheNextOneServes() throws Exception {
        try (Site site = new Site(folder)) {
            add(site, 1);
            add(site, 2);
            Path script = site.write("use.lua", USE);
            assertEquals("b1", site.run(script));
            assertEquals(List.of("b1 ACTIVE 1", "b2 HIDDEN 0"), rows(site));
            assertTrue(site.pool.extensions().retire(1, Duration.ZERO));
            assertEquals("b2", site.run(script));
            assertEquals(List.of("b2 ACTIVE 1", "b1 RETIRING 0"), rows(site));
            site.pool.extensions().restore(1);
            assertEquals("b1", site.run(script));
        }
    }

    @Test
    void aStateThatNeverOpenedItStaysAndSeesTheNextOne() throws Exception {
        try (Site site = new Site(folder)) {
            add(site, 1);
            Path script = site.write(
                    "use.lua", "n = 0; function main(m) n = n + 1; return n .. (n > 1 and require 'ext' or '') end");
            assertEquals("1", site.run(script));
            add(site, 2);
            site.pool.extensions().retire(1, Duration.ZERO);
            assertEquals("2b2", site.run(script));
        }
    }

    @Test
    void retiringWaitsForTheRequestInFlight() throws Exception {
        try (Site site = new Site(folder)) {
            add(site, 1);
            Path script = site.write("use.lua", USE);
            CompletableFuture<Boolean> retired;
            try (Lease lease = site.claim(script)) {
                assertEquals("b1", Site.call(lease));
                assertFalse(site.pool.extensions().retire(1, Duration.ZERO));
                CountDownLatch begun = new CountDownLatch(1);
                retired = CompletableFuture.supplyAsync(() -> {
                    begun.countDown();
                    return retire(site, LONG);
                });
                begun.await();
                assertEquals("b1", Site.call(lease));
                assertFalse(retired.isDone());
            }
            assertTrue(retired.get(20, TimeUnit.SECONDS));
            assertThrows(ScriptException.class, () -> site.run(script));
        }
    }

    private static boolean retire(Site site, Duration wait) {
        try {
            return site.pool.extensions().retire(1, wait);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void retiringWaitsForAStateThatIsBeingMade() throws Exception {
        try (Site site = new Site(folder)) {
            CountDownLatch opening = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            add(site, 1, 0, (state, module) -> {
                opening.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new LuaError("interrupted");
                }
                return LuaValue.valueOf("b1");
            });
            Path script = site.write("body.lua", "local ext = require 'ext'; function main() return ext end");
            CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> {
                try {
                    return site.run(script);
                } catch (ScriptException e) {
                    return String.valueOf(e.getMessage());
                }
            });
            opening.await();
            assertFalse(site.pool.extensions().retire(1, Duration.ofMillis(1)));
            go.countDown();
            assertEquals("b1", request.get(20, TimeUnit.SECONDS));
            assertTrue(site.pool.extensions().retire(1, LONG));
        }
    }

    @Test
    void aSuccessorKeepsThePlaceBeforeWhatHasWaitedForLonger() throws Exception {
        try (Site site = new Site(folder)) {
            add(site, 1);
            add(site, 2);
            add(site, 3);
            Path script = site.write("use.lua", USE);
            assertEquals("b1", site.run(script));
            site.pool.extensions().replace(1, 3);
            assertEquals("b3", site.run(script));
            add(site, 4);
            site.pool.extensions().replace(3, 4);
            site.pool.extensions().restore(3);
            assertEquals("b4", site.run(script));
        }
    }

    @Test
    void anOldModuleThatWasRequiredAgainDuringItsRequestDoesNotStay() throws Exception {
        try (Site site = new Site(folder)) {
            add(site, 1);
            add(site, 2);
            Path script = site.write("use.lua", "function main() package.loaded.ext = nil; return require 'ext' end");
            try (Lease lease = site.claim(script)) {
                assertEquals("b1", Site.call(lease));
                site.pool.extensions().retire(1, Duration.ZERO);
                assertEquals("b2", Site.call(lease));
                assertFalse(site.pool.extensions().retire(1, Duration.ZERO));
            }
            assertTrue(site.pool.extensions().retire(1, Duration.ZERO));
        }
    }

    @Test
    void whyAModuleWasNotOpenedIsListed() throws Exception {
        try (Site site = new Site(folder)) {
            add(site, 1, 0, (state, module) -> {
                throw new NoClassDefFoundError("some/Type");
            });
            assertEquals(
                    "module 'ext' cannot be opened: java.lang.NoClassDefFoundError: some/Type",
                    site.eval("return (select(2, pcall(require, 'ext')))"));
            var row = site.pool.extensions().modules().get(0);
            assertEquals(Status.ACTIVE, row.status());
            assertEquals("java.lang.NoClassDefFoundError: some/Type", row.detail());
        }
    }
}
