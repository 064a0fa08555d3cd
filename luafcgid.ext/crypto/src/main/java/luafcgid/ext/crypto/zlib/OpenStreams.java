package luafcgid.ext.crypto.zlib;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The streams of a state that have not ended. Each holds memory that Java does not see, up to a quarter of a megabyte: so the state
 * closes them, and beyond a number the oldest goes, which most likely was forgotten.
 */
final class OpenStreams {
    static final int MOST = 64;

    private final Set<ZlibStream> streams = new LinkedHashSet<>();

    void add(ZlibStream stream) {
        streams.add(stream);
        if (streams.size() > MOST) {
            streams.iterator().next().close();
        }
    }

    void remove(ZlibStream stream) {
        streams.remove(stream);
    }

    void close() {
        Set.copyOf(streams).forEach(ZlibStream::close);
    }
}
