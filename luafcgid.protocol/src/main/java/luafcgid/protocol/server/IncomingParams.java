package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;

/** PARAMS of one request, collected until they are complete: a pair may straddle records. I/O thread. */
final class IncomingParams {
    private static final byte[] NONE = new byte[0];
    /** What a connection's only request may hold without asking the budget: two in three have less, and asking costs. */
    private static final int FREE = 16 << 10;
    /** What a request costs before it has parameters: a peer may begin many, and send no more of them. */
    private static final int REQUEST = 1 << 10;

    private final Budget budget;
    private final boolean alone;
    private byte[] wire = NONE;
    private int length;
    private int taken;

    /** @param alone whether the connection has no other request in progress */
    IncomingParams(Budget budget, boolean alone) {
        this.budget = budget;
        this.alone = alone;
    }

    /** Why bytes were not taken in. */
    enum Refusal {
        /** There are more than one request may have. */
        TOO_LARGE,
        /** All requests together hold too much already. */
        NO_MEMORY,
        NONE
    }

    /** Whether the request may begin: all requests together do not hold too much already. */
    boolean open(Limits limits) {
        return alone || grow(REQUEST, limits.pending());
    }

    Refusal add(ByteBuf in, int bytes, Limits limits) {
        int total = length + bytes;
        if (total > limits.params()) {
            return Refusal.TOO_LARGE;
        }
        if (wire.length < total) {
            // Most requests have one record of parameters: then this is the only copy.
            int capacity = length == 0 ? total : Math.max(total, Math.min(wire.length * 2, limits.params()));
            if (capacity > (alone ? FREE : REQUEST) && !grow(capacity, limits.pending())) {
                return Refusal.NO_MEMORY;
            }
            wire = Arrays.copyOf(wire, capacity);
        }
        in.readBytes(wire, length, bytes);
        length = total;
        return Refusal.NONE;
    }

    private boolean grow(int capacity, long most) {
        if (!budget.take(capacity - taken, most)) {
            return false;
        }
        taken = capacity;
        return true;
    }

    /**
     * The parameters. What they were collected in stays theirs until {@link #release}.
     *
     * @throws ProtocolException when they are malformed
     */
    Params decode() throws ProtocolException {
        return Params.decode(wire.length == length ? wire : Arrays.copyOf(wire, length));
    }

    /** The request has ended. Any thread, since nobody else looks at it any more. */
    void release() {
        wire = NONE;
        length = 0;
        if (taken > 0) {
            budget.give(taken);
            taken = 0;
        }
    }
}
