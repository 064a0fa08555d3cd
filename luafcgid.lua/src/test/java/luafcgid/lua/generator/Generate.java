package luafcgid.lua.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Dialect;

/**
 * From the command line: {@code Generate 5.1 SECONDS [SEED]} prints a program of each kind that differs from C Lua, {@code Generate luaj
 * SECONDS [SEED]} one of each that differs from LuaJ's interpreter.
 */
final class Generate {
    private static final long SHRINKING_SECONDS = 60;

    private Generate() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(words[1]));
        long seed = words.length > 2 ? Long.parseLong(words[2]) : System.nanoTime();
        int programs = 0;
        int different = 0;
        Set<String> signatures = new HashSet<>();
        Path folder = Files.createTempDirectory("generated");
        try (Comparison comparison = comparison(words[0], folder)) {
            while (System.nanoTime() < end) {
                for (Difference difference : comparison.differences(seed)) {
                    different++;
                    if (signatures.add(difference.signature())) {
                        System.out.println("=== " + words[0] + "\n" + comparison.shrink(difference, SHRINKING_SECONDS));
                    }
                }
                seed += Comparison.batchSize();
                programs += Comparison.batchSize();
            }
        }
        System.out.println(different + " of " + programs + " programs differ");
        System.exit(0);
    }

    private static Comparison comparison(String model, Path folder) throws IOException {
        if (model.equals("luaj")) {
            return Comparison.withInterpreter(folder);
        }
        Dialect dialect = Arrays.stream(Dialect.values())
                .filter(each -> each.version().equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(model + " is none of 5.1, 5.2, 5.3, 5.4, luaj"));
        return Comparison.withC(dialect, folder);
    }
}
