package luafcgid.lua.generator;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Dialect;
import luafcgid.lua.differential.CLua;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs made at random print in our engine what they print in C Lua, those of 5.2 also what they print in LuaJ's interpreter. Some
 * seconds' worth for each of the five models, at least one batch, from consecutive seeds that begin with {@value #FIRST_SEED}: every build
 * runs the same programs, a slow one fewer of them. {@code -Dluafcgid.generator.seconds} and {@code -Dluafcgid.generator.seed} ask for more
 * and for others.
 */
class GeneratedProgramsTest {
    static final long FIRST_SEED = 1;

    /** For each model. */
    private static final int SECONDS = Integer.getInteger("luafcgid.generator.seconds", 4);
    /** With a batch that does not end, a failure is told within a minute. */
    private static final int SHRINKING_SECONDS = 15;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void programsPrintWhatTheyPrintInCLua(Dialect dialect) throws IOException, InterruptedException {
        assumeTrue(
                CLua.isThere(dialect), CLua.program(dialect) + " is not installed: there is nothing to compare with");
        try (Comparison comparison = Comparison.withC(dialect, folder)) {
            compare(CLua.program(dialect), comparison);
        }
    }

    @Test
    void programsPrintWhatTheyPrintInLuaJsInterpreter() throws IOException, InterruptedException {
        try (Comparison comparison = Comparison.withInterpreter(folder)) {
            compare("LuaJ", comparison);
        }
    }

    private static void compare(String model, Comparison comparison) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long seed = Long.getLong("luafcgid.generator.seed", FIRST_SEED);
        do {
            List<Difference> differences = comparison.differences(seed);
            if (!differences.isEmpty()) {
                Difference smallest = comparison.shrink(differences.get(0), SHRINKING_SECONDS);
                fail("seed " + seed + ": a program does not print what it prints in " + model + ":\n" + smallest);
            }
            seed += Comparison.batchSize();
        } while (System.nanoTime() < end);
    }
}
