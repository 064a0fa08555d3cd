package luafcgid.lua.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Dialect;

/** From the command line: {@code Generate 5.1 SECONDS [SEED]} prints a program of each kind that differs. */
final class Generate {
    private Generate() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        Dialect dialect = Arrays.stream(Dialect.values())
                .filter(each -> each.version().equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(words[0] + " is none of 5.1, 5.2, 5.3, 5.4"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(words[1]));
        long seed = words.length > 2 ? Long.parseLong(words[2]) : System.nanoTime();
        int programs = 0;
        int different = 0;
        Set<String> signatures = new HashSet<>();
        Path folder = Files.createTempDirectory("generated");
        try (Comparison comparison = new Comparison(dialect, folder)) {
            while (System.nanoTime() < end) {
                for (Difference difference : comparison.differences(seed)) {
                    different++;
                    if (signatures.add(difference.signature())) {
                        System.out.println("=== " + dialect + "\n" + comparison.shrink(difference));
                    }
                }
                seed += Comparison.batchSize();
                programs += Comparison.batchSize();
            }
        }
        System.out.println(different + " of " + programs + " programs differ");
        System.exit(0);
    }
}
