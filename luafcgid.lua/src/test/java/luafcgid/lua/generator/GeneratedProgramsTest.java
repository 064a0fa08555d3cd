package luafcgid.lua.generator;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Dialect;
import luafcgid.lua.number.CLua;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random programs do what they do in C Lua. {@code -Dgenerator.seconds=} is how long this takes, of all dialects together, 20 where it
 * is not given; {@code -Dgenerator.seed=} is the first program's.
 */
class GeneratedProgramsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aProgramPrintsWhatItPrintsInC(Dialect dialect) throws IOException, InterruptedException {
        CLua.lines(dialect, "print 'is there'");
        long seed = Long.getLong("generator.seed", System.nanoTime());
        long nanos = TimeUnit.SECONDS.toNanos(Long.getLong("generator.seconds", 20)) / Dialect.values().length;
        long end = System.nanoTime() + nanos;
        System.out.println("generated programs of " + dialect + " from seed " + seed);
        try (Comparison comparison = new Comparison(dialect, folder)) {
            do {
                for (Difference difference : comparison.differences(seed)) {
                    fail("seed " + seed + ": " + comparison.shrink(difference));
                }
                seed += Comparison.batchSize();
            } while (System.nanoTime() < end);
        }
    }
}
