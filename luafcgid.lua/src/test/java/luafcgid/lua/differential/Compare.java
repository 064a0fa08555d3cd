package luafcgid.lua.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import luafcgid.lua.Dialect;

/**
 * From the command line, in the module's folder: {@code Compare record} writes down what C Lua prints; {@code Compare [TEXT]} prints the
 * differences of our engine to that, of the snippets whose {@code dialect topic: name} contains the text.
 */
final class Compare {
    private static final Topics TOPICS = Topics.sources();

    private Compare() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("differential");
        String word = words.length == 0 ? "" : words[0];
        if (word.equals("record")) {
            record(folder);
        } else {
            compare(folder, word);
        }
        System.exit(0);
    }

    private static void record(Path folder) throws IOException, InterruptedException {
        Map<String, Records> topics = new HashMap<>();
        for (Dialect dialect : Dialect.values()) {
            List<Snippet> snippets = TOPICS.snippets(dialect);
            Path own = Files.createDirectory(folder.resolve(dialect.version()));
            List<String> outputs = CLua.run(dialect, snippets, own);
            for (int i = 0; i < outputs.size(); i++) {
                Snippet snippet = snippets.get(i);
                topics.computeIfAbsent(snippet.topic(), key -> new Records())
                        .put(snippet.name(), dialect, outputs.get(i));
            }
        }
        for (Map.Entry<String, Records> topic : topics.entrySet()) {
            TOPICS.write(topic.getKey(), topic.getValue());
        }
    }

    private static void compare(Path folder, String filter) throws IOException {
        int all = 0;
        int different = 0;
        for (Dialect dialect : Dialect.values()) {
            try (OurLua lua = new OurLua(dialect, folder)) {
                for (Snippet snippet : TOPICS.snippets(dialect)) {
                    if (!snippet.id(dialect).contains(filter)) {
                        continue;
                    }
                    all++;
                    String expected = TOPICS.records(snippet.topic()).output(snippet.name(), dialect);
                    String actual = Records.whole(lua.output(snippet, Files.createTempDirectory(folder, "ours")));
                    if (expected.equals(actual) != snippet.kind().isEmpty()) {
                        different++;
                        System.out.println("=== " + snippet.id(dialect) + "\n" + snippet.text() + "--- expected\n"
                                + expected + "--- got\n" + actual);
                    }
                }
            }
        }
        System.out.println(different + " of " + all + " differ");
    }
}
