package luafcgid.lua.generator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.Engine;
import luafcgid.lua.differential.OurLua;
import org.jspecify.annotations.Nullable;

/** Makes programs and compares what they do in our engine with what they do in another. */
final class Comparison implements AutoCloseable {
    private static final int BATCH = 60;
    private static final int SHRINKING_STEPS = 60;
    private static final Pattern NAMED = Pattern.compile("\\w+ '[^']*' \\((an? \\w+ value)\\)");

    private final Dialect dialect;
    private final Path folder;
    private final Model model;
    private final OurLua ours;

    /** Runs programs as they have to run. */
    private interface Model extends AutoCloseable {
        List<String> outputs(Batch batch) throws IOException, InterruptedException;

        /** What of an output has to be the same. */
        default String essence(String output) {
            return output;
        }

        @Override
        default void close() {}
    }

    private Comparison(Dialect dialect, Path folder, Model model) throws IOException {
        this.dialect = dialect;
        this.folder = folder;
        this.model = model;
        this.ours = new OurLua(dialect, folder);
    }

    static Comparison withC(Dialect dialect, Path folder) throws IOException {
        return new Comparison(dialect, folder, batch -> batch.inC(dialect));
    }

    /** With LuaJ's interpreter, which knows the language of 5.2. */
    static Comparison withInterpreter(Path folder) throws IOException {
        OurLua interpreter = new OurLua(Dialect.LUA_5_2, folder, Engine.REFERENCE);
        return new Comparison(Dialect.LUA_5_2, folder, new Model() {
            @Override
            public List<String> outputs(Batch batch) throws IOException {
                return batch.inOurs(interpreter);
            }

            /** It knows less of where a value comes from. */
            @Override
            public String essence(String output) {
                return NAMED.matcher(output).replaceAll("$1");
            }

            @Override
            public void close() {
                interpreter.close();
            }
        });
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
    Difference shrink(Difference difference) throws InterruptedException {
        Difference smallest = difference;
        try {
            for (int i = 0; i < SHRINKING_STEPS; i++) {
                Difference smaller = anySmaller(smallest.program(), difference.signature());
                if (smaller == null) {
                    break;
                }
                smallest = smaller;
            }
        } catch (IOException e) {
            // What ends a loop was left out: the program before that is small enough.
            return smallest;
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
        List<String> expected = model.outputs(batch);
        List<String> actual = batch.inOurs(ours);
        List<Difference> differences = new ArrayList<>();
        // A program that ends our script ends it for those after it.
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (!model.essence(expected.get(i)).equals(model.essence(actual.get(i)))) {
                differences.add(new Difference(programs.get(i), expected.get(i), actual.get(i)));
            }
        }
        return differences;
    }

    @Override
    public void close() {
        ours.close();
        model.close();
    }
}
