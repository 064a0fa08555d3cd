package luafcgid.bench.load;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;

/** The load generator of this module, in this process. */
public final class JavaLoad implements LoadGenerator {
    @Override
    public String name() {
        return "Java (one thread, NIO)";
    }

    @Override
    public LoadResult run(LoadOptions options) throws IOException {
        return run(options, () -> false);
    }

    /** Runs to the end of the duration, or until somebody says that it is over. */
    public LoadResult run(LoadOptions options, BooleanSupplier over) throws IOException {
        try (Selector selector = Selector.open()) {
            return new LoadRun(options, selector, over).run();
        }
    }
}
