package luafcgid.lua.generator;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.differential.CLua;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs made at random print in our engine what they print in C Lua, those of 5.2 also what they print in LuaJ's interpreter. The same
 * programs in every build, since one in some hundreds still shows a difference: {@link Generate} looks for those, with other seeds.
 */
class GeneratedProgramsTest {
    /** For each model. */
    private static final int PROGRAMS = Integer.getInteger("luafcgid.generator.programs", 180);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void programsPrintWhatTheyPrintInCLua(Dialect dialect) throws IOException, InterruptedException {
        assumeTrue(
                CLua.isThere(dialect), CLua.program(dialect) + " is not installed: there is nothing to compare with");
        try (Comparison comparison = Comparison.withC(dialect, folder)) {
            compare(CLua.program(dialect), comparison, 1);
        }
    }

    @Test
    void programsPrintWhatTheyPrintInLuaJsInterpreter() throws IOException, InterruptedException {
        try (Comparison comparison = Comparison.withInterpreter(folder)) {
            compare("LuaJ", comparison, 4001);
        }
    }

    private static void compare(String model, Comparison comparison, long otherwise)
            throws IOException, InterruptedException {
        long first = Long.getLong("luafcgid.generator.seed", otherwise);
        for (long seed = first; seed < first + PROGRAMS; seed += Comparison.batchSize()) {
            List<Difference> differences = comparison.differences(seed);
            if (!differences.isEmpty()) {
                Difference smallest = comparison.shrink(differences.get(0));
                fail("seed " + seed + ": a program does not print what it prints in " + model + ":\n" + smallest);
            }
        }
    }
}
