package luafcgid.lua.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModuleNamesTest {
    @Test
    void foldersAreDotsAndInitIsTheFolder() {
        assertEquals(
                Map.of("a", "a.lua", "a.b", "a/b.lua", "x", "x/init.lua", "x.y", "x/y/init.lua"),
                ModuleNames.of(List.of("a.lua", "a/b.lua", "x/init.lua", "x/y/init.lua")));
    }

    @Test
    void aFileComesBeforeAFolderOfItsName() {
        assertEquals(Map.of("x", "x.lua"), ModuleNames.of(List.of("x/init.lua", "x.lua")));
    }

    @Test
    void whatNoRequireCanNameIsLeftOut() {
        assertEquals(
                Map.of("init", "init.lua"),
                ModuleNames.of(List.of("a.b.lua", ".lua", "c.d/e.lua", "init.lua", "x.txt")));
    }
}
