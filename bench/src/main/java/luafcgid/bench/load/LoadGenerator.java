package luafcgid.bench.load;

import java.io.IOException;

/** Puts load on a FastCGI server for a while. */
public interface LoadGenerator {
    /** Words for a report. */
    String name();

    /** Runs to the end of the duration. */
    LoadResult run(LoadOptions options) throws IOException, InterruptedException;
}
