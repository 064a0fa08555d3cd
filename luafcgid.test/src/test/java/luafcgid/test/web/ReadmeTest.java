package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Timeout(10)
final class ReadmeTest {
    @ParameterizedTest
    @FieldSource("luafcgid.test.web.Snippet#NAMES")
    void theReadmeShowsTheConfigurationThatIsTested(String name) throws Exception {
        String readme = Files.readString(Path.of(System.getProperty("luafcgid.examples"), "..", "README.md"));
        assertTrue(readme.contains("\n" + Snippet.of(name) + "```\n"), () -> name + " differs in README.md");
    }
}
