package luafcgid.lua.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.ScriptException;
import luafcgid.lua.bundle.ModulesHeader.Clause;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModuleCompilerTest {
    @TempDir
    Path folder;

    private record Files(Map<String, String> texts) implements ModuleCompiler.Source {
        @Override
        public Collection<String> files(String below) {
            return texts.keySet();
        }

        @Override
        public byte[] read(String path) {
            return Objects.requireNonNull(texts.get(path.substring("lua/".length())))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static LuaModules modules(Map<String, String> texts) throws ModuleException {
        return new ModuleCompiler(new Clause("lua/", "ext", 0), new Files(texts)).compile();
    }

    private Site site(Map<String, String> texts) throws Exception {
        Site site = new Site(folder);
        LuaModules modules = modules(texts);
        site.extension(modules, modules.names().toArray(String[]::new));
        return site;
    }

    @Test
    void aModuleIsCalledWithItsNameAndItsFile() throws Exception {
        try (Site site = site(Map.of("a/b.lua", "return {...}"))) {
            assertEquals("a.b ext/a/b.lua", site.eval("return table.concat(require 'a.b', ' ')"));
        }
    }

    @Test
    void modulesRequireEachOtherAndAreLoadedOnce() throws Exception {
        Map<String, String> texts = Map.of("a.lua", "return require 'b'", "b.lua", "n = (n or 0) + 1; return {}");
        try (Site site = site(texts)) {
            assertEquals("true 1", site.eval("return tostring(require 'a' == require 'b') .. ' ' .. n"));
        }
    }

    @Test
    void aModuleThatReturnsNothingIsTrueOrWhatItPutIntoLoaded() throws Exception {
        Map<String, String> texts = Map.of("a.lua", "", "b.lua", "package.loaded[...] = 'own'");
        try (Site site = site(texts)) {
            assertEquals("true own", site.eval("return tostring(require 'a') .. ' ' .. require 'b'"));
        }
    }

    @Test
    void statesShareCodeAndNoValue() throws Exception {
        try (Site site =
                site(Map.of("a.lua", "local t = {n = 0}; function t.add() t.n = t.n + 1; return t.n end; return t"))) {
            Path one = site.write("one.lua", "function main() return require('a').add() end");
            Path two = site.write("two.lua", "function main() return require('a').add() end");
            assertEquals("1", site.run(one));
            assertEquals("2", site.run(one));
            assertEquals("1", site.run(two));
        }
    }

    @Test
    void anErrorNamesTheFileAsItsAuthorKnowsIt() throws Exception {
        try (Site site = site(Map.of("a.lua", "\nerror 'no'"))) {
            ScriptException e = assertThrows(ScriptException.class, () -> site.eval("require 'a'"));
            assertTrue(String.valueOf(e.getMessage()).contains("ext/a.lua:2: no"), e.getMessage());
            assertTrue(site.pool.extensions().modules().get(0).detail().endsWith("ext/a.lua:2: no"));
        }
    }

    @Test
    void oneSyntaxErrorKeepsAllOut() {
        ModuleException e = assertThrows(
                ModuleException.class, () -> modules(Map.of("good.lua", "return 1", "bad.lua", "x = = 1")));
        assertEquals("bad", e.module());
        assertTrue(String.valueOf(e.getMessage()).startsWith("ext/bad.lua:1: "), e.getMessage());
    }

    @Test
    void aFolderWithoutModulesIsAMistake() {
        ModuleException e = assertThrows(ModuleException.class, () -> modules(Map.of("a.b.lua", "")));
        assertTrue(String.valueOf(e.getMessage()).contains("lua/"), e.getMessage());
    }
}
