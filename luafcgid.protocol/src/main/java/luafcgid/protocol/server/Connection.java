package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.codec.RecordReader;
import org.jspecify.annotations.Nullable;

/**
 * One connection from a web server: what comes in and goes out on it, and how long that takes. Its I/O thread owns every field; other
 * threads only send and end through {@link #send} and {@link #end}.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.connection");

    /** Milliseconds after which an idle connection is closed for a new one when there are as many as may be. */
    private static final int IDLE_WHEN_FULL = 1_000;

    private final Channel channel;
    private final Connections listener;
    private final Limits limits;
    private final Pace pace;
    private final RecordReader reader = new RecordReader();
    private final Requests requests;

    private final WriteRoom room;
    private final ReadGate gate;
    private final Outlet outlet;
    /** When the peer sent something last. */
    private int lastByte;
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
        this.requests = new Requests(this, listener, limits, pace, outlet);
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
                requests.touchRecord();
            }
            if (outlet.isFinal()) {
                outlet.drain(in);
                return;
            }
            used = true;
            reader.read(in, requests);
        } catch (ProtocolException e) {
            listener.complaints()
                    .log(
                            Level.WARNING,
                            "closed",
                            () -> "Connection to " + listener.address() + " closed: " + e.getMessage());
            channel.close();
        } finally {
            in.release();
            requests.runReady();
        }
    }

    /** A body holds enough, or has room again. Any thread. */
    void pauseReading(boolean pause) {
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

    /** Waits while the peer reads too slowly; where that fails, releases the records that were to be sent. */
    void awaitRoom(Exchange exchange, ByteBuf records) throws IOException {
        try {
            room.await(exchange);
        } catch (RequestAbortedException e) {
            records.release();
            throw e;
        }
    }

    /** Sends records of a request in progress. Takes over the reference. */
    void send(ByteBuf records) {
        outlet.stream(records);
    }

    /**
     * Ends a request with its last records; closes the connection if there are none, since the peer waits for them if it has not
     * gone. The id may be used again from then on. Any thread.
     */
    void end(Exchange exchange, @Nullable ByteBuf last) {
        boolean sent = inLoop(() -> {
            requests.remove(exchange);
            if (last == null) {
                channel.close();
            } else {
                // Padding that is still to come counts as input: nothing may be unread when the connection is closed.
                boolean ended = exchange.input().isEnded() && !reader.isWithinRecord();
                outlet.sendLast(last, exchange.keepConnection(), ended, !requests.isEmpty());
            }
        });
        if (!sent && last != null) {
            last.release();
        }
    }

    /** Closes the connection when the requests in progress have ended and the answers are sent. Any thread. */
    void closeWhenIdle() {
        inLoop(() -> outlet.closeWhenIdle(requests.isEmpty()));
    }

    // ---- time ----

    /** Looks whether the peer takes too long. Called at every tick. */
    void look() {
        boolean stalled = outlet.isStalled();
        if (!requests.isEmpty() || outlet.isSending()) {
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
            lastByte = pace.now();
            requests.touch();
        } else if (reader.isWithinRecord() && pace.isOver(lastByte, limits.pause())) {
            close("stopped within a record", limits.pause());
        } else if (reader.isWithinRecord() && requests.isRecordOver()) {
            close("did not complete a record", limits.complete());
        } else if (requests.isEmpty()) {
            lookIdle();
        } else {
            requests.timeOut();
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
        requests.abort("the web server closed the connection");
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
