package luafcgid.protocol.client;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One GET_VALUES and what came of it (FastCGI 1.0, section 4.1). Guarded by the multiplexer's lock. */
final class ValueQuery {
    private final Patience patience;
    private @Nullable Map<String, String> values;
    private @Nullable Failure failure;

    ValueQuery(Patience patience) {
        this.patience = patience;
    }

    void answered(Map<String, String> known) {
        values = known;
        patience.wake();
    }

    void failed(Failure why) {
        failure = why;
        patience.wake();
    }

    /** Waits for the answer. */
    Map<String, String> await() throws IOException {
        patience.await(() -> values != null || failure != null, "the answer to GET_VALUES");
        Map<String, String> known = values;
        if (known == null) {
            throw Objects.requireNonNull(failure).exception();
        }
        return known;
    }
}
