package luafcgid.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.BeginRequest;
import luafcgid.protocol.codec.GetValues;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection, between the callers and the I/O thread. One lock guards all that is mutable in this package but
 * the socket; callers wait on conditions of it, the I/O thread never waits.
 */
final class Multiplexer {
    /** What a caller does under the lock. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final ListenAddress address;
    private final FcgiLimits limits;
    /** Has the I/O thread look at what is to be sent, and at what may be read. */
    private final Runnable wakeup;

    private final Calls calls = new Calls();
    private final SendQueue queue = new SendQueue();
    private final Incoming incoming = new Incoming(calls, queue);
    private final Congestion congestion;
    /** A call was begun behind which the application closes the connection. */
    private boolean last;

    private boolean sending = true;
    private @Nullable Failure failure;

    Multiplexer(ListenAddress address, FcgiLimits limits, Runnable wakeup) {
        this.address = address;
        this.limits = limits;
        this.wakeup = wakeup;
        this.congestion = new Congestion(limits, calls);
    }

    <T> T locked(Action<T> action) throws IOException {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    // ---- callers ----

    FcgiCall begin(Role role, Map<String, String> params, boolean keepConnection, boolean collecting)
            throws IOException {
        NameValuePairs pairs = new NameValuePairs();
        params.forEach(pairs::add);
        byte[] wire = pairs.toByteArray();
        return locked(() -> {
            if (last) {
                throw new IllegalStateException("a request without keepConnection was begun on the connection to "
                        + address + ": none can follow it; connect again");
            }
            checkOpen();
            int id = calls.takeId();
            if (id == 0) {
                throw new IOException("connection to " + address
                        + ": all 65535 request ids are in use; let requests end, or connect again");
            }
            FcgiCall call = new FcgiCall(this, id, role, limits, collecting);
            congestion.joined();
            calls.add(call);
            last = !keepConnection;
            ByteBuf out = Unpooled.buffer(wire.length + 64);
            new BeginRequest(role, keepConnection).encode(out, id);
            StreamRecord.encode(out, RecordType.PARAMS, id, wire, 0, wire.length);
            StreamRecord.encodeEnd(out, RecordType.PARAMS, id);
            enqueue(null, out);
            return call;
        });
    }

    Map<String, String> getValues(Set<String> names) throws IOException {
        ByteBuf out = Unpooled.buffer();
        new GetValues(names).encode(out);
        return locked(() -> {
            checkOpen();
            Patience patience = new Patience(limits, newCondition());
            ValueQuery query = new ValueQuery(patience);
            congestion.joined();
            calls.add(query);
            enqueue(null, out);
            return query.await();
        });
    }

    /** Under the lock; false when the application reads no more. */
    boolean enqueue(@Nullable FcgiCall call, ByteBuf records) {
        if (!sending || failure != null) {
            return false;
        }
        queue.add(new SendQueue.Entry(call, records));
        wakeup.run();
        return true;
    }

    void abort(FcgiCall call) {
        lock.lock();
        try {
            if (call.isInProgress()) {
                call.aborted();
                sendAbort(call);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Aborts the call unless it has ended, and throws away what was not read. */
    void abandon(FcgiCall call) {
        lock.lock();
        try {
            abort(call);
            call.discard();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: ends a call on our side; the application is told. */
    void giveUp(FcgiCall call, Failure why) {
        if (call.isInProgress()) {
            call.failed(why);
            call.discard();
            sendAbort(call);
        }
    }

    private void sendAbort(FcgiCall call) {
        queue.drop(call);
        ByteBuf out = Unpooled.buffer(RecordHeader.LENGTH);
        RecordHeader.of(RecordType.ABORT_REQUEST, call.id(), 0).encode(out);
        enqueue(null, out);
    }

    boolean isOpen() {
        lock.lock();
        try {
            return failure == null && !last;
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() throws IOException {
        Failure why = failure;
        if (why != null) {
            throw why.exception();
        }
    }

    /** Under the lock. */
    SocketTimeoutException explain(SocketTimeoutException e) {
        return congestion.explain(e);
    }

    /** A stream of an answer is full, or has room again. Under the lock. */
    void filled(boolean full) {
        congestion.filled(full);
        wakeup.run();
    }

    // ---- the I/O thread ----

    boolean wantsInput() {
        lock.lock();
        try {
            return !congestion.blocks();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up calls that hold up others for too long; returns the milliseconds until it is time again, 0 for never. */
    long relieve() {
        lock.lock();
        try {
            for (FcgiCall call : congestion.blocks() ? calls.all() : List.<FcgiCall>of()) {
                ResponseStream culprit = congestion.culprit(call);
                if (culprit != null) {
                    giveUp(call, congestion.because(culprit));
                }
            }
            return congestion.lookAgain();
        } finally {
            lock.unlock();
        }
    }

    SendQueue.@Nullable Entry nextToSend() {
        lock.lock();
        try {
            return queue.poll();
        } finally {
            lock.unlock();
        }
    }

    void sent(SendQueue.Entry entry, int bytes) {
        lock.lock();
        try {
            FcgiCall call = entry.call();
            if (call != null && bytes > 0) {
                call.sent(bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The application reads no more. It may still have answered: reading tells. */
    void sendNoMore() {
        lock.lock();
        try {
            sending = false;
            for (SendQueue.Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
                sent(entry, entry.bytes().remaining());
            }
        } finally {
            lock.unlock();
        }
    }

    void received(ByteBuf in) throws ProtocolException {
        lock.lock();
        try {
            incoming.read(in);
        } finally {
            lock.unlock();
        }
    }

    EOFException closedByApplication() {
        lock.lock();
        try {
            return incoming.closed();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes or goes; the first reason counts. */
    void broken(IOException why) {
        lock.lock();
        try {
            if (failure == null) {
                Failure broken = Failure.of(address, why);
                failure = broken;
                calls.failed(broken);
                wakeup.run();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isBroken() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }
}
