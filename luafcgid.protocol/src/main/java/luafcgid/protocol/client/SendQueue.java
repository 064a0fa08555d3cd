package luafcgid.protocol.client;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way to the application, in the order they were given. Each call has only so many bytes here, so that none
 * waits long behind another. Guarded by the multiplexer's lock.
 */
final class SendQueue {
    /** Whole records of one call, or management records of none. */
    record Entry(@Nullable FcgiCall call, ByteBuffer bytes) {
        Entry(@Nullable FcgiCall call, ByteBuf records) {
            this(call, records.nioBuffer());
        }
    }

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    /** The next entry, which is then the taker's to send as a whole; null when there is none. */
    @Nullable
    Entry poll() {
        return entries.poll();
    }

    /** Forgets what was not yet taken of a call that the application has ended: nobody would read it. */
    void drop(FcgiCall call) {
        entries.removeIf(entry -> entry.call() == call);
    }
}
