package luafcgid.ext.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same documents, good and bad, give the same as lua-cjson gives under Lua 5.1: values, texts and errors. */
@Timeout(120)
final class DifferentialTest {
    private static final int DOCUMENTS = 5_000;
    private static final String[] KINDS = {"plain", "plain", "plain", "strict", "precision", "deep"};

    @TempDir
    Path folder;

    @Test
    void randomDocumentsGiveWhatCGives() throws Exception {
        if (!isCThere()) {
            String missing = "lua5.1 with cjson is missing: apt-get install lua5.1 lua-cjson";
            if (System.getenv("CI") != null) {
                fail(missing);
            }
            Assumptions.abort(missing);
        }
        long seed = System.nanoTime();
        System.out.println("DifferentialTest seed " + seed);
        List<String> lines = lines(new Random(seed));
        try (Site site = new Site(folder)) {
            site.extension(new Json(), "cjson");
            Path script = site.root.resolve("differential.lua");
            try (InputStream resource = DifferentialTest.class.getResourceAsStream("differential.lua")) {
                Files.copy(resource, script);
            }
            Path input = Files.write(site.root.resolve("differential.txt"), lines);
            String[] ours = site.run(script).split("\n", -1);
            String[] theirs = c(script, input).strip().split("\n", -1);
            assertEquals(lines.size(), theirs.length);
            for (int i = 0; i < lines.size(); i++) {
                int line = i;
                assertEquals(theirs[i], ours[i], () -> "of " + readable(lines.get(line)));
            }
            long good = lines.size()
                    - List.of(ours).stream()
                            .filter(each -> each.startsWith("Expected"))
                            .count();
            assertTrue(good > lines.size() / 4 && good < lines.size(), good + " good documents");
        }
    }

    private static boolean isCThere() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("lua5.1", "-e", "require 'cjson'")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String c(Path script, Path input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("lua5.1", script.toString(), input.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals(0, process.waitFor());
        return output;
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String kind = KINDS[random.nextInt(KINDS.length)];
            StringBuilder document = new StringBuilder();
            new Documents(random).value(document, random.nextInt(4));
            for (int change = random.nextInt(3); change > 0 && document.length() > 0; change--) {
                Documents.damage(random, document);
            }
            lines.add(line(kind, document.toString()));
        }
        for (int i = 0; i < DOCUMENTS / 20; i++) {
            lines.add(line("sparse", sparse(random)));
        }
        return lines;
    }

    private static String sparse(Random random) {
        StringBuilder text = new StringBuilder();
        int widest = 1 + random.nextInt(30);
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(1 + random.nextInt(widest)).append(' ');
        }
        return text + ":" + random.nextBoolean() + " " + random.nextInt(4) + " " + random.nextInt(15);
    }

    private static String line(String kind, String text) {
        return kind + " " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String readable(String line) {
        String[] parts = line.split(" ", 2);
        return parts[0] + " " + new String(HexFormat.of().parseHex(parts[1]), StandardCharsets.ISO_8859_1);
    }
}
