package luafcgid.protocol.client;

import java.util.BitSet;

/** The request ids of one connection. The lowest free one is taken: applications keep tables by id (FastCGI 1.0, section 3.3). */
final class RequestIds {
    private static final int MAX = 65535;

    private final BitSet taken = new BitSet();

    RequestIds() {
        // Zero is the management records'.
        taken.set(0);
    }

    /** Takes an id; 0 when all are in use. */
    int take() {
        int id = taken.nextClearBit(0);
        if (id > MAX) {
            return 0;
        }
        taken.set(id);
        return id;
    }

    /** The application has ended the request: another one may have its id. */
    void release(int id) {
        taken.clear(id);
    }
}
