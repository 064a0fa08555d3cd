package luafcgid.launcher.migration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.apache.felix.fileinstall.shaded.util.properties.TypedProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of configuration files, read by what FileInstall reads them with. */
final class ConfTextTest {
    private static TypedProperties read(String text) throws IOException {
        TypedProperties properties = new TypedProperties((name, key, value) -> "substituted");
        properties.load(new StringReader(text));
        return properties;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                " two  words ",
                "a=b",
                "say \"it\"",
                "C:\\dir\\new",
                "ends with \\",
                "${luafcgid.home}/x",
                "\\${x}",
                "$",
                "{}",
                "a, b]",
                "# no comment",
                "ü ✓"
            })
    void everyTextIsReadAsItWas(String value) throws IOException {
        String text = ConfText.with("", Map.of("key", value, "list", List.of(value, "x")));
        TypedProperties read = read(text);
        assertEquals(value, read.get("key"), text);
        assertArrayEquals(new Object[] {value, "x"}, (Object[]) read.get("list"), text);
    }

    @Test
    void whatIsThereStays() {
        String text = ConfText.with(
                "# states: most. states=5 is few\nroots=[\"/a\"]\nstates=\"5\"\n",
                Map.of("states", "7", "clones", "2"));
        assertEquals("# states: most. states=5 is few\nroots=[\"/a\"]\nstates=\"7\"\nclones=\"2\"\n", text);
    }

    @Test
    void anEmptyListIsOne() throws IOException {
        assertEquals(
                0,
                ((Object[]) read(ConfText.with("", Map.of("headers", List.of())))
                                .get("headers"))
                        .length);
    }
}
