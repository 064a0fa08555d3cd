package luafcgid.test.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script on a page of documentation, and what the page says that it answers.
 *
 * @param page   the page's name
 * @param line   where the script begins
 * @param script the script
 * @param post   what is sent to it, unless it is asked by GET
 * @param answer the body of its response
 */
record Example(String page, int line, String script, Optional<Post> post, String answer) {
    private static final Pattern PAIR = Pattern.compile(
            "^```lua\\n(?<script>(?:(?!```).*\\n)*)```\\n\\n?(?:<!-- POST (?<type>[^:\\n]+): (?<body>.*) -->\\n\\n?)?```text\\n(?<answer>(?:(?!```).*\\n)*)```$",
            Pattern.MULTILINE);

    /** A body and its type. */
    record Post(String type, String body) {
        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** All examples of a page: scripts that are followed by an answer. */
    static List<Example> of(Path page) throws IOException {
        String text = Files.readString(page);
        List<Example> examples = new ArrayList<>();
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            int line = (int) text.substring(0, pair.start()).lines().count() + 1;
            examples.add(new Example(
                    page.getFileName().toString(),
                    line,
                    pair.group("script"),
                    Optional.ofNullable(pair.group("type")).map(type -> new Post(type, unescape(pair.group("body")))),
                    pair.group("answer")));
        }
        return examples;
    }

    private static String unescape(String body) {
        return body.replace("\\r", "\r").replace("\\n", "\n");
    }

    /** Whether the answer is the documented one; a last line may go without its end. */
    boolean isAnsweredBy(String body) {
        return body.equals(answer) || (body + "\n").equals(answer);
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
