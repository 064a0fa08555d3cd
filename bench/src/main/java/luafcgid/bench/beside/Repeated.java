package luafcgid.bench.beside;

import java.io.IOException;
import luafcgid.bench.load.JavaLoad;
import luafcgid.bench.load.LoadOptions;
import org.jspecify.annotations.Nullable;

/** A script asked for over and over, on each connection as soon as it has answered. */
final class Repeated implements Neighbours {
    private final Thread thread = new Thread(this::run, "neighbours");
    private final LoadOptions options;
    private volatile boolean over;
    private volatile long answers;
    private volatile @Nullable IOException failure;

    Repeated(LoadOptions options) {
        this.options = options;
        thread.start();
    }

    private void run() {
        try {
            answers = new JavaLoad().run(options, () -> over).requests();
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public long count() {
        return answers;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        over = true;
        thread.join();
        IOException e = failure;
        if (e != null) {
            throw e;
        }
    }
}
