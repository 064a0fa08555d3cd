package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.BeginRequest;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import org.jspecify.annotations.Nullable;

/**
 * One connection from a web server, and the requests in progress on it. Its I/O thread owns every field; other threads only send
 * and end through {@link #send} and {@link #end}.
 */
final class Connection extends ChannelInboundHandlerAdapter implements RecordReader.Sink {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.connection");

    /** Milliseconds after which an idle connection is closed for a new one when there are as many as may be. */
    private static final int IDLE_WHEN_FULL = 1_000;

    private final Channel channel;
    private final Connections listener;
    private final Limits limits;
    private final Pace pace;
    private final RecordReader reader = new RecordReader();
    private final IntObjectMap<Exchange> active = new IntObjectHashMap<>(4);
    /** Requests whose input the bytes at hand completed as far as needed: begun when those bytes, often the whole body too, are taken in. */
    private final ArrayDeque<Exchange> ready = new ArrayDeque<>(4);

    private final WriteRoom room;
    private final ReadGate gate;
    private final Outlet outlet;
    /** When the peer sent something last. */
    private int lastByte;
    /** When it began a record, completed one or sent some of a stream last. */
    private int lastRecord;
    /** When a request was in progress, or its answer on its way, last. */
    private int lastBusy;

    private boolean used;
    /** Where its sweeper keeps it. */
    int index;

    Connection(Channel channel, Connections listener, Limits limits, Pace pace) {
        this.channel = channel;
        this.listener = listener;
        this.limits = limits;
        this.pace = pace;
        this.room = new WriteRoom(channel);
        this.gate = new ReadGate(channel, limits.output());
        this.outlet = new Outlet(channel, gate, pace, limits);
        this.lastByte = pace.now();
        this.lastRecord = lastByte;
        this.lastBusy = lastByte;
    }

    Application application() {
        return listener.application();
    }

    // ---- input ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            lastByte = pace.now();
            if (!reader.isWithinRecord()) {
                lastRecord = lastByte;
            }
            if (outlet.isFinal()) {
                outlet.drain(in);
                return;
            }
            used = true;
            reader.read(in, this);
        } catch (ProtocolException e) {
            listener.complaints()
                    .log(
                            Level.WARNING,
                            "closed",
                            () -> "Connection to " + listener.address() + " closed: " + e.getMessage());
            channel.close();
        } finally {
            in.release();
            for (Exchange next = ready.poll(); next != null; next = ready.poll()) {
                run(next);
            }
        }
    }

    private void run(Exchange exchange) {
        try {
            listener.application().executor().execute(exchange);
        } catch (RuntimeException | Error e) {
            // An error too: a machine out of threads throws one, and the request would never end.
            LOG.log(Level.ERROR, "A request was not taken to be run", e);
            exchange.reject(RequestExecutor.Rejection.STOPPING);
        }
    }

    @Override
    public void stream(RecordType type, int requestId, ByteBuf in, int length) {
        lastRecord = lastByte;
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
        lastRecord = lastByte;
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
        lastRecord = lastByte;
        if (outlet.isFinal()) {
            return;
        }
        RecordType type = RecordType.ofCode(header.type()).orElse(null);
        if (header.requestId() == RecordHeader.MANAGEMENT_ID) {
            ByteBuf answer = allocate(64);
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
        Input input = new Input(role, listener.application().spool(), this::pauseReading, params, pace);
        active.put(id, new Exchange(this, id, role, begin.keepConnection(), input));
    }

    private void refuse(int id, BeginRequest begin, ProtocolStatus status) {
        ByteBuf out = allocate(16);
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

    /** A body holds enough, or has room again. Any thread. */
    private void pauseReading(boolean pause) {
        inLoop(() -> gate.press(pause));
    }

    /** Runs the action in the I/O thread, at once if this is it; false when that thread has ended with its transport. */
    private boolean inLoop(Runnable action) {
        if (channel.eventLoop().inEventLoop()) {
            action.run();
            return true;
        }
        try {
            channel.eventLoop().execute(action);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    // ---- output, from the threads that run requests ----

    boolean isOpen() {
        return channel.isActive();
    }

    ByteBuf allocate(int capacity) {
        return channel.alloc().buffer(capacity);
    }

    /** Has those who wait for room look again. Any thread. */
    void wake() {
        room.wake();
    }

    /** Sends records of a request in progress; waits while the peer reads too slowly. Takes over the reference. */
    void send(Exchange exchange, ByteBuf records) throws IOException {
        try {
            room.await(exchange);
        } catch (RequestAbortedException e) {
            records.release();
            throw e;
        }
        outlet.stream(records);
    }

    /**
     * Ends a request with its last records; closes the connection if there are none, since the peer waits for them if it has not
     * gone. The id may be used again from then on. Any thread.
     */
    void end(Exchange exchange, @Nullable ByteBuf last) {
        boolean sent = inLoop(() -> {
            active.remove(exchange.id(), exchange);
            if (last == null) {
                channel.close();
            } else {
                // Padding that is still to come counts as input: nothing may be unread when the connection is closed.
                boolean ended = exchange.input().isEnded() && !reader.isWithinRecord();
                outlet.sendLast(last, exchange.keepConnection(), ended, !active.isEmpty());
            }
        });
        if (!sent && last != null) {
            last.release();
        }
    }

    /** Closes the connection when the requests in progress have ended and the answers are sent. Any thread. */
    void closeWhenIdle() {
        inLoop(() -> outlet.closeWhenIdle(active.isEmpty()));
    }

    // ---- time ----

    /** Looks whether the peer takes too long. Called at every tick. */
    void look() {
        boolean stalled = outlet.isStalled();
        if (!active.isEmpty() || outlet.isSending()) {
            lastBusy = pace.now();
        }
        if (stalled) {
            close("takes nothing of what is sent to it", limits.stall());
        } else if (outlet.isFinal()) {
            if (outlet.isDrained(lastByte)) {
                channel.close();
            }
        } else if (!gate.isReading()) {
            // What does not come, we do not take.
            lastByte = lastRecord = pace.now();
            for (Exchange exchange : active.values()) {
                exchange.input().touch();
            }
        } else if (reader.isWithinRecord() && pace.isOver(lastByte, limits.pause())) {
            close("stopped within a record", limits.pause());
        } else if (reader.isWithinRecord() && pace.isOver(lastRecord, limits.complete())) {
            close("did not complete a record", limits.complete());
        } else if (active.isEmpty()) {
            lookIdle();
        } else {
            lookAtRequests();
        }
    }

    private void lookIdle() {
        long limit = used ? limits.idle() : limits.firstByte();
        if (isIdle(limit)) {
            close(used ? "had no request" : "sent nothing", limit);
        } else if (listener.isFull() && isIdle(IDLE_WHEN_FULL)) {
            close("made way for another", IDLE_WHEN_FULL);
        }
    }

    /** Not by the last byte alone: an answer that took long may just be leaving. */
    private boolean isIdle(long millis) {
        return pace.isOver(lastByte, millis) && pace.isOver(lastBusy, millis);
    }

    private void lookAtRequests() {
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

    private void close(String what, long millis) {
        LOG.log(Level.DEBUG, "Connection to {0} closed: for {1} ms the peer {2}", listener.address(), millis, what);
        close();
    }

    /** Closes it whatever goes on. */
    void close() {
        channel.close();
    }

    // ---- the channel's life ----

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        room.wake();
        gate.drained();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (reader.isWithinRecord()) {
            LOG.log(Level.DEBUG, "Connection to {0} ended within a record", listener.address());
        }
        for (Exchange exchange : new ArrayList<>(active.values())) {
            abort(exchange, "the web server closed the connection");
        }
        room.wake();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset by the peer is everyday business: an impatient client behind the web server.
        LOG.log(
                cause instanceof IOException ? Level.DEBUG : Level.ERROR,
                "Connection to " + listener.address() + " failed",
                cause);
        context.close();
    }
}
