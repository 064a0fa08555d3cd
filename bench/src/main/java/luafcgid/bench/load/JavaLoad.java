package luafcgid.bench.load;

import java.io.IOException;
import java.nio.channels.Selector;

/** The load generator of this module, in this process. */
public final class JavaLoad implements LoadGenerator {
    @Override
    public String name() {
        return "Java (one thread, NIO)";
    }

    @Override
    public LoadResult run(LoadOptions options) throws IOException {
        try (Selector selector = Selector.open()) {
            return new LoadRun(options, selector).run();
        }
    }
}
