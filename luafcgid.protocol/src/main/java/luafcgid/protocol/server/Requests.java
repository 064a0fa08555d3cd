package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.BeginRequest;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import org.jspecify.annotations.Nullable;

/**
 * The requests in progress on one connection: records begin them, fill them and abort them. I/O thread.
 */
final class Requests implements RecordReader.Sink {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.connection");

    private final Connection connection;
    private final Connections listener;
    private final Limits limits;
    private final Pace pace;
    private final Outlet outlet;
    private final IntObjectMap<Exchange> active = new IntObjectHashMap<>(4);
    /** Those whose input the bytes at hand completed as far as needed: begun when those bytes, often the whole body too, are taken in. */
    private final ArrayDeque<Exchange> ready = new ArrayDeque<>(4);
    /** When the peer began a record, completed one or sent some of a stream last. */
    private int lastRecord;

    Requests(Connection connection, Connections listener, Limits limits, Pace pace, Outlet outlet) {
        this.connection = connection;
        this.listener = listener;
        this.limits = limits;
        this.pace = pace;
        this.outlet = outlet;
        this.lastRecord = pace.now();
    }

    boolean isEmpty() {
        return active.isEmpty();
    }

    void remove(Exchange exchange) {
        active.remove(exchange.id(), exchange);
    }

    /** All bytes at hand are taken in: what can be run is. */
    void runReady() {
        for (Exchange next = ready.poll(); next != null; next = ready.poll()) {
            run(next);
        }
    }

    private void run(Exchange exchange) {
        try {
            exchange.prepare();
            listener.application().executor().execute(exchange);
        } catch (RuntimeException | Error e) {
            // An error too: a machine out of threads throws one, and the request would never end.
            LOG.log(Level.ERROR, "A request was not taken to be run", e);
            exchange.reject(RequestExecutor.Rejection.STOPPING);
        }
    }

    /** The web server gives all of them up. */
    void abort(String why) {
        for (Exchange exchange : new ArrayList<>(active.values())) {
            abort(exchange, why);
        }
    }

    // ---- records ----

    @Override
    public void stream(RecordType type, int requestId, ByteBuf in, int length) {
        touchRecord();
        Exchange exchange = active.get(requestId);
        if (exchange == null) {
            return;
        }
        Input input = exchange.input();
        switch (type) {
            case PARAMS -> {
                if (!input.hasParams()) {
                    params(exchange, in, length);
                }
            }
            case STDIN, DATA -> {
                if (input.hasParams()) {
                    input.add(type, in, length);
                } else if (exchange.role().inputStreams().contains(type)) {
                    // Streams follow each other: nobody could read it yet, nor tell how much is to be taken.
                    refuse(
                            exchange,
                            "400 Bad Request",
                            type + " of request " + requestId + " before the end of its PARAMS");
                }
            }
            default -> {
                // Only applications send the others.
            }
        }
    }

    private void params(Exchange exchange, ByteBuf in, int length) {
        switch (exchange.input().addParams(in, length, limits)) {
            case NONE -> {}
            case TOO_LARGE ->
                refuse(
                        exchange,
                        "431 Request Header Fields Too Large",
                        limits.params() + " bytes of PARAMS are too few");
            case NO_MEMORY -> {
                warnOfBudget();
                exchange.overloaded();
            }
        }
    }

    private void warnOfBudget() {
        listener.complaints()
                .log(
                        Level.WARNING,
                        "pending",
                        () -> "Request refused: the " + limits.pending()
                                + " bytes for PARAMS of requests in progress are in use (luafcgid.protocol.Limits: pending)");
    }

    private void refuse(Exchange exchange, String status, String why) {
        listener.complaints().log(Level.WARNING, status, () -> "Request answered " + status + ": " + why);
        exchange.fail(status, ProtocolStatus.REQUEST_COMPLETE);
    }

    @Override
    public void streamEnd(RecordType type, int requestId) {
        touchRecord();
        Exchange exchange = active.get(requestId);
        if (exchange == null) {
            return;
        }
        Input input = exchange.input();
        boolean wasReady = input.isReady();
        switch (type) {
            case PARAMS -> {
                if (input.hasParams() || !endParams(exchange)) {
                    return;
                }
            }
            case STDIN, DATA -> {
                // One before PARAMS have ended may be left over from a request with that number before.
                if (input.hasParams()) {
                    input.end(type);
                }
            }
            default -> {
                // Only applications send the others.
            }
        }
        if (!wasReady && input.isReady()) {
            ready.add(exchange);
        }
    }

    private boolean endParams(Exchange exchange) {
        try {
            exchange.input().endParams();
        } catch (ProtocolException e) {
            refuse(exchange, "400 Bad Request", String.valueOf(e.getMessage()));
            return false;
        }
        int pairs = exchange.params().size();
        if (pairs > limits.pairs()) {
            refuse(
                    exchange,
                    "431 Request Header Fields Too Large",
                    pairs + " pairs in PARAMS are more than " + limits.pairs());
            return false;
        }
        return true;
    }

    @Override
    public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
        touchRecord();
        if (outlet.isFinal()) {
            return;
        }
        RecordType type = RecordType.ofCode(header.type()).orElse(null);
        if (header.requestId() == RecordHeader.MANAGEMENT_ID) {
            ByteBuf answer = connection.allocate(64);
            Management.answer(header, content, limits, listener.complaints(), answer);
            outlet.send(answer);
        } else if (type == RecordType.BEGIN_REQUEST) {
            begin(header.requestId(), BeginRequest.decode(content));
        } else if (type == RecordType.ABORT_REQUEST) {
            abort(active.get(header.requestId()), "the web server aborted the request");
        }
    }

    private void begin(int id, BeginRequest begin) throws ProtocolException {
        if (active.containsKey(id)) {
            throw new ProtocolException("BEGIN_REQUEST for request " + id + ", which is in progress");
        }
        Role role = Role.ofCode(begin.role()).orElse(null);
        if (role == null) {
            refuse(id, begin, ProtocolStatus.UNKNOWN_ROLE);
        } else if (active.size() >= limits.requests()) {
            refuse(id, begin, ProtocolStatus.OVERLOADED);
        } else {
            begin(id, role, begin);
        }
    }

    private void begin(int id, Role role, BeginRequest begin) {
        IncomingParams params = new IncomingParams(listener.budget(), active.isEmpty());
        if (!params.open(limits)) {
            warnOfBudget();
            refuse(id, begin, ProtocolStatus.OVERLOADED);
            return;
        }
        Input input = new Input(role, listener.application().spool(), connection::pauseReading, params, pace);
        active.put(id, new Exchange(connection, id, role, begin.keepConnection(), input));
    }

    private void refuse(int id, BeginRequest begin, ProtocolStatus status) {
        ByteBuf out = connection.allocate(16);
        new EndRequest(0, status).encode(out, id);
        outlet.sendLast(out, begin.keepConnection(), false, !active.isEmpty());
    }

    private static void abort(@Nullable Exchange exchange, String why) {
        if (exchange == null) {
            return;
        }
        exchange.abort(why);
        if (!exchange.input().isReady()) {
            exchange.run();
        }
    }

    // ---- time ----

    void touchRecord() {
        lastRecord = pace.now();
    }

    /** Nothing can have come, since the connection is not read. */
    void touch() {
        touchRecord();
        for (Exchange exchange : active.values()) {
            exchange.input().touch();
        }
    }

    /** Whether a record that began is to be complete by now. */
    boolean isRecordOver() {
        return pace.isOver(lastRecord, limits.complete());
    }

    /** Ends those that the web server owes something for too long. */
    void timeOut() {
        List<Exchange> overdue = null;
        for (Exchange exchange : active.values()) {
            if (exchange.input().isOverdue(limits)) {
                overdue = overdue == null ? new ArrayList<>() : overdue;
                overdue.add(exchange);
            }
        }
        if (overdue != null) {
            for (Exchange exchange : overdue) {
                exchange.timeOut(exchange.input().isReady());
            }
        }
    }
}
