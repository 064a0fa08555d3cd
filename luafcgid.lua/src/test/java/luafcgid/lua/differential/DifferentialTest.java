package luafcgid.lua.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import luafcgid.lua.Dialect;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every snippet prints in our engine what C Lua prints. That is recorded beside the snippets; {@link Compare} writes it anew.
 */
@Timeout(300)
class DifferentialTest {
    /** As {@code docs/lua.md} lists them. */
    private static final int MOST_KINDS = 10;

    private final Topics topics = Topics.sources();

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> theRecordsAreWhatCLuaPrints() {
        return Stream.of(Dialect.values())
                .map(dialect -> DynamicTest.dynamicTest(CLua.program(dialect), () -> compareRecords(dialect)));
    }

    private void compareRecords(Dialect dialect) throws IOException, InterruptedException {
        assumeTrue(CLua.isThere(dialect), CLua.program(dialect) + " is not installed: the records stand unchecked");
        List<Snippet> snippets = topics.snippets(dialect);
        List<String> outputs = CLua.run(dialect, snippets, Files.createDirectory(folder.resolve(dialect.version())));
        Map<String, Records> records = new HashMap<>();
        for (String topic : topics.names()) {
            records.put(topic, topics.records(topic));
        }
        StringBuilder printed = new StringBuilder();
        StringBuilder recorded = new StringBuilder();
        for (int i = 0; i < outputs.size(); i++) {
            Snippet snippet = snippets.get(i);
            String head = "--- " + snippet.topic() + ": " + snippet.name() + "\n";
            printed.append(head).append(Records.whole(outputs.get(i)));
            recorded.append(head)
                    .append(records.getOrDefault(snippet.topic(), new Records()).output(snippet.name(), dialect));
        }
        assertEquals(recorded.toString(), printed.toString());
    }

    @TestFactory
    Stream<DynamicContainer> everySnippetPrintsWhatCLuaPrints() {
        return Stream.of(Dialect.values())
                .map(dialect -> DynamicContainer.dynamicContainer(dialect.version(), tests(dialect)));
    }

    private Stream<DynamicTest> tests(Dialect dialect) {
        try {
            Set<String> pending = new HashSet<>(topics.list("pending.txt"));
            return topics.snippets(dialect).stream()
                    .map(snippet -> DynamicTest.dynamicTest(snippet.id(dialect), () -> {
                        if (pending.contains(snippet.id(dialect))) {
                            comparePending(dialect, snippet);
                        } else {
                            compare(dialect, snippet);
                        }
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known to differ shows as skipped, so that everybody sees how much of it is left. */
    private void comparePending(Dialect dialect, Snippet snippet) throws IOException {
        try {
            compare(dialect, snippet);
        } catch (AssertionError e) {
            abort("differs from C Lua, as pending.txt says: " + e.getMessage());
        }
    }

    private void compare(Dialect dialect, Snippet snippet) throws IOException {
        String expected = topics.records(snippet.topic()).output(snippet.name(), dialect);
        String actual;
        try (OurLua lua = new OurLua(dialect, folder)) {
            actual = Records.whole(lua.output(snippet, Files.createTempDirectory(folder, "ours")));
        }
        if (snippet.kind().isEmpty()) {
            assertEquals(expected, actual, snippet.text());
        } else {
            assertNotEquals(
                    expected, actual, () -> "marked as a known difference, and there is none:\n" + snippet.text());
        }
    }

    @Test
    void thereAreFewKindsOfKnownDifferences() throws IOException {
        Set<String> kinds = new TreeSet<>();
        for (String topic : topics.names()) {
            topics.snippets(topic).forEach(snippet -> kinds.add(snippet.kind()));
        }
        kinds.remove("");
        assertEquals(new TreeSet<>(topics.list("kinds.txt")), kinds);
        assertTrue(kinds.size() <= MOST_KINDS, kinds::toString);
    }

    @Test
    void namesOfSnippetsAreUniqueInTheirTopic() throws IOException {
        for (Dialect dialect : Dialect.values()) {
            Set<String> names = new HashSet<>();
            for (Snippet snippet : topics.snippets(dialect)) {
                assertTrue(names.add(snippet.id(dialect)), snippet.id(dialect));
            }
        }
    }
}
