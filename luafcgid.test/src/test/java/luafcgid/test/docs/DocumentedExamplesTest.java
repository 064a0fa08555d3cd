package luafcgid.test.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.test.Answer;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.OnEachJdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What the documentation shows of scripts is what the distribution does. */
@OnEachJdk
final class DocumentedExamplesTest {
    private static final Path DOCS =
            Path.of(System.getProperty("luafcgid.examples"), "..", "docs").normalize();

    @Parameter
    Jdk jdk;

    private static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS.resolve("extensions"))) {
            return Stream.concat(
                            Stream.of(DOCS.resolve("extensions.md"), DOCS.resolve("from-luafcgid.md")), pages.sorted())
                    .toList();
        }
    }

    @Test
    void everyExampleAnswersWhatItsPageShows() throws Exception {
        List<Example> examples = new ArrayList<>();
        try (Folder site = Folder.create()) {
            for (Path page : pages()) {
                List<Example> found = Example.of(page);
                assertFalse(found.isEmpty(), page + " shows no script with its answer");
                for (Example example : found) {
                    site.write(examples.size() + ".lua", example.script());
                    examples.add(example);
                }
            }
            try (Daemon daemon = Daemon.of(jdk, site.path()).start();
                    FcgiClient client = FcgiClient.connect(daemon.unix())) {
                assertAll(IntStream.range(0, examples.size())
                        .mapToObj(i -> () -> ask(client, examples.get(i), site.path(), "/" + i + ".lua")));
            }
        }
    }

    @Test
    void everyModuleIsOnAPage() throws Exception {
        String index = Files.readString(DOCS.resolve("extensions.md"));
        try (Folder site = Folder.create();
                Daemon daemon = Daemon.of(jdk, site.path()).start()) {
            List<String> modules = daemon.command("shell", "extensions")
                    .out()
                    .lines()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .filter(name -> !name.equals("-"))
                    .toList();
            assertTrue(modules.contains("cjson"), modules.toString());
            assertEquals(
                    List.of(),
                    modules.stream()
                            .filter(name -> !index.contains("`" + name + "`"))
                            .toList(),
                    "modules that docs/extensions.md does not name");
        }
    }

    private static void ask(FcgiClient client, Example example, Path site, String name) throws IOException {
        byte[] body = example.post().map(Example.Post::bytes).orElse(new byte[0]);
        Map<String, String> params = new LinkedHashMap<>();
        params.put("REQUEST_METHOD", example.post().isPresent() ? "POST" : "GET");
        params.put("SERVER_PROTOCOL", "HTTP/1.1");
        params.put("DOCUMENT_ROOT", site.toString());
        params.put("SCRIPT_FILENAME", site + name);
        params.put("SCRIPT_NAME", "/example.lua");
        params.put("REQUEST_URI", "/example.lua?name=Lua&n=2");
        params.put("QUERY_STRING", "name=Lua&n=2");
        params.put("HTTP_COOKIE", "a=1; b=2");
        example.post().ifPresent(post -> params.put("CONTENT_TYPE", post.type()));
        params.put("CONTENT_LENGTH", body.length == 0 ? "" : String.valueOf(body.length));
        Answer answer = Answer.of(client.request(params, body, true));
        if (!example.isAnsweredBy(answer.body())) {
            assertEquals(example.answer(), answer.body(), () -> "the answer of " + example);
        }
    }
}
