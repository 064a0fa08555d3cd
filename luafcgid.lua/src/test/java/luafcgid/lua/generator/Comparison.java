package luafcgid.lua.generator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import luafcgid.lua.Dialect;
import luafcgid.lua.differential.OurLua;
import org.jspecify.annotations.Nullable;

/** Makes programs and compares what they do in C Lua and in ours. */
final class Comparison implements AutoCloseable {
    private static final int BATCH = 60;
    private static final int SHRINKING_STEPS = 60;

    private final Dialect dialect;
    private final Path folder;
    private final OurLua ours;

    Comparison(Dialect dialect, Path folder) throws IOException {
        this.dialect = dialect;
        this.folder = folder;
        this.ours = new OurLua(dialect, folder);
    }

    static Piece program(Dialect dialect, long seed) {
        return new StatementWriter(new Names(dialect, new Random(seed))).program();
    }

    /** Compares some programs. Returns those that differ. */
    List<Difference> differences(long firstSeed) throws IOException, InterruptedException {
        List<Piece> programs = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            programs.add(program(dialect, firstSeed + i));
        }
        return differences(programs);
    }

    /** Makes the program of a difference as small as it can be with the same difference. */
    Difference shrink(Difference difference) throws IOException, InterruptedException {
        Difference smallest = difference;
        for (int i = 0; i < SHRINKING_STEPS; i++) {
            Difference smaller = anySmaller(smallest.program(), difference.signature());
            if (smaller == null) {
                break;
            }
            smallest = smaller;
        }
        return smallest;
    }

    static int batchSize() {
        return BATCH;
    }

    private @Nullable Difference anySmaller(Piece program, String signature) throws IOException, InterruptedException {
        List<Piece> variants = Shrinker.smaller(program);
        for (int i = 0; i < variants.size(); i += BATCH) {
            List<Difference> found = differences(variants.subList(i, Math.min(i + BATCH, variants.size())));
            for (Difference smaller : found) {
                if (smaller.signature().equals(signature)) {
                    return smaller;
                }
            }
        }
        return null;
    }

    private List<Difference> differences(List<Piece> programs) throws IOException, InterruptedException {
        Batch batch = new Batch(folder, programs.stream().map(Piece::text).toList());
        List<String> expected = batch.inC(dialect);
        List<String> actual = batch.inOurs(ours);
        List<Difference> differences = new ArrayList<>();
        // A program that ends our script ends it for those after it.
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                differences.add(new Difference(programs.get(i), expected.get(i), actual.get(i)));
            }
        }
        return differences;
    }

    @Override
    public void close() {
        ours.close();
    }
}
