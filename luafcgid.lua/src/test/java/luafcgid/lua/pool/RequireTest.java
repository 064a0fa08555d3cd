package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.Extensions.Module;
import luafcgid.lua.Lease;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.ScriptException;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.ext.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

@Timeout(60)
class RequireTest {
    private static final String ASK =
            "function main() local ok, m = pcall(require, 'ext') return ok and m or 'none' end";

    @TempDir
    Path folder;

    private static LuaExtension saying(String text) {
        return (state, module) -> LuaValue.valueOf(text);
    }

    @Test
    void extensionIsFoundByStatesThatRunAlreadyAndFailsWhenItHasGone() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", ASK);
            assertEquals("none", site.run(script));
            long id = site.pool.states().get(0).id();
            LuaExtension service = saying("here");
            site.extension("ext", 0, service);
            assertEquals("here", site.run(script));
            assertEquals(id, site.pool.states().get(0).id());
            site.extensions.remove(service);
            assertEquals(List.of(), site.pool.states());
            assertEquals("none", site.run(script));
        }
    }

    @Test
    void statesThatNeverOpenedTheExtensionStay() throws Exception {
        try (Site site = new Site(folder)) {
            LuaExtension service = saying("here");
            site.extension("ext", 0, service);
            site.run(site.write("a.lua", "function main() end"));
            site.extensions.remove(service);
            assertEquals(1, site.pool.states().size());
        }
    }

    @Test
    void leasedStateOfAnExtensionThatGoesIsClosedWhenGivenBack() throws Exception {
        try (Site site = new Site(folder)) {
            LuaExtension service = saying("here");
            site.extension("ext", 0, service);
            Path script = site.write("a.lua", ASK);
            try (Lease lease = site.claim(script)) {
                assertEquals("here", Site.call(lease));
                site.extensions.remove(service);
                assertEquals("here", Site.call(lease));
            }
            assertEquals(List.of(), site.pool.states());
        }
    }

    @Test
    void higherRankingWinsAndReplaces() throws Exception {
        try (Site site = new Site(folder)) {
            site.extension("ext", 0, saying("low"));
            Path script = site.write("a.lua", ASK);
            assertEquals("low", site.run(script));
            LuaExtension high = saying("high");
            site.extension("ext", 5, high);
            assertEquals("high", site.run(script));
            site.extension("ext", 1, saying("between"));
            assertEquals(1, site.pool.states().size());
            site.extensions.remove(high);
            assertEquals("between", site.run(script));
        }
    }

    @Test
    void extensionTakesItsNameFromALuaFile() throws Exception {
        try (Site site = new Site(folder)) {
            site.write("ext.lua", "return 'file'");
            Path script = site.write("a.lua", "function main() return require 'ext' end");
            assertEquals("file", site.run(script));
            LuaExtension service = saying("extension");
            site.extension("ext", 0, service);
            assertEquals("extension", site.run(script));
            site.extensions.remove(service);
            assertEquals("file", site.run(script));
        }
    }

    @Test
    void extensionThatGoesWhileItIsOpenedDoesNotStayInUse() throws Exception {
        try (Site site = new Site(folder)) {
            LuaExtension service = new LuaExtension() {
                @Override
                public LuaValue open(luafcgid.lua.StateContext state, String module) {
                    site.extensions.remove(this);
                    return LuaValue.valueOf("late");
                }
            };
            site.extension("ext", 0, service);
            Path script = site.write("a.lua", ASK);
            assertEquals("late", site.run(script));
            assertEquals("none", site.run(script));
        }
    }

    @Test
    void moduleIsOpenedOncePerState() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        try (Site site = new Site(folder)) {
            site.extension("ext", 0, (state, module) -> LuaValue.valueOf(opened.incrementAndGet()));
            assertEquals("1", site.eval("require 'ext' require 'ext' return require 'ext'"));
        }
    }

    @Test
    void extensionsErrorIsRequiresError() throws Exception {
        try (Site site = new Site(folder)) {
            site.extension("ext", 0, (state, module) -> {
                throw new LuaError("no license");
            });
            ScriptException e = assertThrows(ScriptException.class, () -> site.eval("require 'ext'"));
            assertEquals("no license", e.getMessage());
            assertEquals(2, e.traceback().frames().get(0).line());
        }
    }

    @Test
    void globalOfAnExtensionIsThereWithoutRequire() throws Exception {
        try (Site site = new Site(folder)) {
            site.extensions.add(new Extension(saying("global"), List.of("ext"), "EXT", 0, 1));
            assertEquals("global", site.eval("return EXT"));
            assertEquals(
                    List.of("ext=EXT"),
                    site.pool.extensions().modules().stream()
                            .map(m -> m.name() + "=" + m.global())
                            .toList());
        }
    }

    @Test
    void globalThatCannotBeOpenedLeavesScriptsRunning() throws Exception {
        LuaExtension broken = (state, module) -> {
            throw new IllegalStateException("broken");
        };
        try (Site site = new Site(folder)) {
            site.extensions.add(new Extension(broken, List.of("ext"), "EXT", 0, 1));
            assertEquals("nil", site.eval("return EXT"));
        }
    }

    @Test
    void modulesAreListedByName() throws Exception {
        try (Site site = new Site(folder)) {
            site.extension("b", 0, saying("b"));
            site.extension("a", 0, saying("a"));
            assertEquals(
                    List.of("a", "b"),
                    site.pool.extensions().modules().stream().map(Module::name).toList());
        }
    }

    @Test
    void failureTellsAllThatWasTried() throws Exception {
        try (Site site = new Site(folder)) {
            ScriptException e = assertThrows(ScriptException.class, () -> site.eval("require 'no.such'"));
            assertEquals(
                    site.root + "/eval.lua:2: module 'no.such' not found:"
                            + "\n\tno field package.preload['no.such']"
                            + "\n\tno file '" + site.root + "/no/such.lua'"
                            + "\n\tno file '" + site.root + "/no/such/init.lua'"
                            + "\n\tno extension provides 'no.such'",
                    e.getMessage());
        }
    }

    @Test
    void moduleWithASyntaxErrorIsNamed() throws Exception {
        try (Site site = new Site(folder)) {
            Path module = site.write("bad.lua", "x = = 1");
            ScriptException e = assertThrows(ScriptException.class, () -> site.eval("require 'bad'"));
            assertEquals(
                    "error loading module 'bad' from file '" + module + "':\n\t" + module
                            + ":1: unexpected symbol near '='",
                    e.getMessage());
        }
    }

    @Test
    void moduleThatRequiresItselfIsALoop() throws Exception {
        try (Site site = new Site(folder)) {
            site.write("loop.lua", "return require 'loop'");
            ScriptException e = assertThrows(ScriptException.class, () -> site.eval("require 'loop'"));
            assertTrue(String.valueOf(e.getMessage()).contains("loop or previous error loading module 'loop'"));
        }
    }

    @Test
    void preloadComesFirstAndInitFilesLast() throws Exception {
        try (Site site = new Site(folder)) {
            site.extension("both", 0, saying("extension"));
            site.write("dir/init.lua", "return ...");
            assertEquals("dir", site.eval("return require 'dir'"));
            assertEquals(
                    "preloaded",
                    site.eval("package.preload.both = function() return 'preloaded' end return require 'both'"));
        }
    }

    @Test
    void modulesComeFromTheRootAndTheModulePathToo() throws Exception {
        Path modules = Files.createTempDirectory("modules").toRealPath();
        Files.writeString(modules.resolve("far.lua"), "return 'far'");
        try (Site site = new Site(
                folder,
                s -> s.withFiles(
                        new FilePolicy(FilePolicy.Access.ROOT, s.files().roots(), List.of(modules))))) {
            site.write("near.lua", "return 'near'");
            Path script = site.write("deep/a.lua", "function main() return require 'near' .. require 'far' end");
            assertEquals("nearfar", site.run(script));
        }
    }

    @Test
    void moduleOutsideOfTheRootsIsNotLoaded() throws Exception {
        Path outside = Files.createTempDirectory("outside").toRealPath();
        Files.writeString(outside.resolve("secret.lua"), "return 'secret'");
        try (Site site = new Site(folder)) {
            ScriptException e = assertThrows(
                    ScriptException.class,
                    () -> site.eval("package.path = '" + outside + "/?.lua' return require 'secret'"));
            assertTrue(String.valueOf(e.getMessage()).contains("outside of the script roots"), e.getMessage());
            assertEquals("nil", site.eval("return (loadfile('" + outside + "/secret.lua'))"));
        }
    }
}
