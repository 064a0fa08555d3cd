package luafcgid.lua.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import luafcgid.lua.bundle.ModulesHeader.Clause;
import org.junit.jupiter.api.Test;

final class ModulesHeaderTest {
    private static List<Clause> parse(String value) {
        return ModulesHeader.parse(value, "my.bundle").clauses();
    }

    private static String refused(String value) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> parse(value)).getMessage());
    }

    @Test
    void aFolderStandsForItselfBehindTheBundlesName() {
        assertEquals(List.of(new Clause("lua/", "my.bundle/lua", 0)), parse("lua/"));
        assertEquals(List.of(new Clause("lua/", "my.bundle/lua", 0)), parse("/lua"));
    }

    @Test
    void anEmptyHeaderMeansTheUsualFolder() {
        assertEquals(List.of(new Clause("lua/", "my.bundle/lua", 0)), parse(""));
    }

    @Test
    void foldersHaveAttributes() {
        assertEquals(
                List.of(new Clause("a/", "my, own; lib", 10), new Clause("b/c/", "my.bundle/b/c", -1)),
                parse("a/; ranking=10 ;origin=\"my, own; lib\", b/c;ranking=-1"));
    }

    @Test
    void theBundlesRootIsAFolder() {
        assertEquals(List.of(new Clause("", "my.bundle", 0)), parse("./"));
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertEquals("Lua-Modules: ranking=high is not a whole number", refused("lua;ranking=high"));
        assertTrue(refused("lua;priority=1").contains("'priority' is not known"));
        assertTrue(refused("lua;origin=\"open").contains("malformed"));
    }
}
