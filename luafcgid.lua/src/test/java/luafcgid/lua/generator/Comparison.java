package luafcgid.lua.generator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.Engine;
import luafcgid.lua.differential.OurLua;
import org.jspecify.annotations.Nullable;

/** Makes programs and compares what they do in our engine with what they do in another. */
final class Comparison implements AutoCloseable {
    private static final int BATCH = 60;
    private static final Pattern NAMED = Pattern.compile("\\w+ '[^']*' \\((an? \\w+ value)\\)");

    private static final Pattern POSITION = Pattern.compile("\\bp:[0-9]+: ");
    private static final Pattern OPERAND =
            Pattern.compile("(attempt to (perform arithmetic on|concatenate)) an? \\w+ value");
    private static final Pattern BY_ZERO = Pattern.compile("\\bp:[0-9]+: (attempt to (perform 'n%0'|divide by zero))");
    private static final Pattern QUALIFIER = Pattern.compile("(?<=bad argument #[0-9]{1,3} to )'\\w+\\.");
    private static final Pattern CALLED = Pattern.compile("(bad argument) #[0-9]+ to '[^']*'");

    private final Dialect dialect;
    private final Path folder;
    private final Model model;
    private final OurLua ours;

    /** Runs programs as they have to run. */
    private interface Model extends AutoCloseable {
        List<String> outputs(Batch batch) throws IOException, InterruptedException;

        /** A program that both can run. */
        default Piece program(Dialect dialect, long seed) {
            return Comparison.program(dialect, seed);
        }

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
        return new Comparison(dialect, folder, new Model() {
            @Override
            public List<String> outputs(Batch batch) throws IOException, InterruptedException {
                return batch.inC(dialect);
            }

            /**
             * 5.4.4 divides by zero without noting where it is: it tells the line of what failed or called before; of 5.3 the line
             * is compared. Which of two names {@code lua5.2} finds for a function depends on its process.
             */
            @Override
            public String essence(String output) {
                return switch (dialect) {
                    case LUA_5_4 -> BY_ZERO.matcher(output).replaceAll("$1");
                    case LUA_5_2 -> QUALIFIER.matcher(output).replaceAll("'");
                    default -> output;
                };
            }
        });
    }

    /** With LuaJ's interpreter, which knows the language of 5.2. */
    static Comparison withInterpreter(Path folder) throws IOException {
        OurLua interpreter = new OurLua(Dialect.LUA_5_2, folder, Engine.REFERENCE);
        return new Comparison(Dialect.LUA_5_2, folder, new Model() {
            @Override
            public List<String> outputs(Batch batch) throws IOException {
                return batch.inOurs(interpreter);
            }

            @Override
            public Piece program(Dialect dialect, long seed) {
                return Comparison.program(dialect, seed, true);
            }

            /** It knows less of lines, of where a value comes from, of which operand is at fault, and of which function was called. */
            @Override
            public String essence(String output) {
                String unplaced = POSITION.matcher(output).replaceAll("");
                String unnamed = NAMED.matcher(unplaced).replaceAll("$1");
                return CALLED.matcher(OPERAND.matcher(unnamed).replaceAll("$1")).replaceAll("$1");
            }

            @Override
            public void close() {
                interpreter.close();
            }
        });
    }

    static Piece program(Dialect dialect, long seed) {
        return program(dialect, seed, false);
    }

    private static Piece program(Dialect dialect, long seed, boolean interpreted) {
        return new StatementWriter(new Names(dialect, new Random(seed), interpreted)).program();
    }

    /** Compares some programs. Returns those that differ. */
    List<Difference> differences(long firstSeed) throws IOException, InterruptedException {
        List<Piece> programs = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            programs.add(model.program(dialect, firstSeed + i));
        }
        return differences(programs);
    }

    /** Makes the program of a difference as small as it can be with the same difference, in so many seconds. */
    Difference shrink(Difference difference, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Difference smallest = difference;
        try {
            Difference smaller = difference;
            while (smaller != null) {
                smallest = smaller;
                smaller = anySmaller(smallest.program(), difference.signature(), end);
            }
        } catch (IOException e) {
            // A program does not end, since what ends a loop was left out: the one before that is small enough.
            return smallest;
        }
        return smallest;
    }

    static int batchSize() {
        return BATCH;
    }

    private @Nullable Difference anySmaller(Piece program, String signature, long end)
            throws IOException, InterruptedException {
        List<Piece> variants = Shrinker.smaller(program);
        for (int i = 0; i < variants.size() && System.nanoTime() < end; i += BATCH) {
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
            String wanted = model.essence(expected.get(i));
            String printed = model.essence(actual.get(i));
            if (!wanted.equals(printed)) {
                differences.add(new Difference(programs.get(i), wanted, printed));
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
