package luafcgid.bench.beside;

import java.io.IOException;

/** Who keeps a daemon busy while hello is measured. */
public interface Neighbours extends AutoCloseable {
    /** What they have got so far: answers, or bytes of them, or connections made; see {@link Company#counted()}. */
    long count();

    /** Has them leave, and waits for it. */
    @Override
    void close() throws IOException, InterruptedException;
}
