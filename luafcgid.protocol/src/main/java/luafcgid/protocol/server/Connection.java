package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.BeginRequest;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.SpoolSettings;
import org.jspecify.annotations.Nullable;

/**
 * One connection from a web server, and the requests in progress on it. Its I/O thread owns every field; other threads only send
 * and end through {@link #send} and {@link #end}.
 */
final class Connection extends ChannelInboundHandlerAdapter implements RecordReader.Sink {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.connection");

    /** A piece of a body smaller than this is copied: it must not keep the whole buffer that it came in. */
    private static final int COPIED = 1024;

    private static final Spool SPOOL =
            new Spool(SpoolSettings.in(Path.of(System.getProperty("java.io.tmpdir"), "luafcgid-body")));

    private final Channel channel;
    /** Where the peer connected to. */
    private final ListenAddress address;

    private final Limits limits;
    private final Responder responder;
    private final RequestExecutor executor;
    private final RecordReader reader = new RecordReader();
    private final IntObjectMap<Exchange> active = new IntObjectHashMap<>(4);
    /** Requests whose parameters the bytes at hand completed: begun when those bytes, often the whole body too, are taken in. */
    private final ArrayDeque<Exchange> ready = new ArrayDeque<>(4);

    private final Management management;
    private final WriteRoom room;
    private final ReadGate gate;
    /** After the last response: bytes that may still be thrown away; negative before that. */
    private long draining = -1;
    /** The connection is closed as soon as no request is in progress. */
    private boolean closing;
    /** Whether a request ended before its body did, so that the peer may still be sending. */
    private boolean unread;

    Connection(
            Channel channel,
            ListenAddress address,
            Limits limits,
            Responder responder,
            RequestExecutor executor,
            Management management) {
        this.channel = channel;
        this.address = address;
        this.limits = limits;
        this.responder = responder;
        this.executor = executor;
        this.management = management;
        this.room = new WriteRoom(channel);
        this.gate = new ReadGate(channel, limits.output());
    }

    // ---- input ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (draining >= 0) {
                draining -= in.readableBytes();
                if (draining < 0) {
                    channel.close();
                }
                return;
            }
            reader.read(in, this);
        } catch (ProtocolException e) {
            LOG.log(Level.WARNING, "Connection to {0} closed: {1}", address, e.getMessage());
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
            executor.execute(exchange);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A request was not taken to be run", e);
            exchange.reject(RequestExecutor.Rejection.STOPPING);
        }
    }

    @Override
    public void stream(RecordType type, int requestId, ByteBuf in, int length) throws ProtocolException {
        Exchange exchange = active.get(requestId);
        if (exchange == null) {
            return;
        }
        if (type == RecordType.PARAMS && !exchange.hasParams()) {
            if (!exchange.addParams(in, length, limits.params())) {
                active.remove(requestId);
                exchange.fail("431 Request Header Fields Too Large", ProtocolStatus.REQUEST_COMPLETE);
            }
        } else if (type == RecordType.STDIN) {
            if (!exchange.hasParams()) {
                // Nobody could read it: once enough was held, the connection would stand still for ever.
                throw new ProtocolException("STDIN of request " + requestId + " before the end of its PARAMS");
            }
            exchange.requestBody().offer(length < COPIED ? in.readBytes(length) : in.readRetainedSlice(length));
        }
    }

    @Override
    public void streamEnd(RecordType type, int requestId) {
        Exchange exchange = active.get(requestId);
        if (exchange == null) {
            return;
        }
        if (type == RecordType.PARAMS && !exchange.hasParams()) {
            try {
                exchange.endParams();
            } catch (ProtocolException e) {
                LOG.log(Level.WARNING, "Request answered 400: {0}", e.getMessage());
                exchange.fail("400 Bad Request", ProtocolStatus.REQUEST_COMPLETE);
                return;
            }
            ready.add(exchange);
        } else if (type == RecordType.STDIN && exchange.hasParams()) {
            exchange.requestBody().complete();
        }
    }

    @Override
    public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
        if (draining >= 0) {
            return;
        }
        RecordType type = RecordType.ofCode(header.type()).orElse(null);
        if (header.requestId() == RecordHeader.MANAGEMENT_ID) {
            manage(header, content);
        } else if (type == RecordType.BEGIN_REQUEST) {
            begin(header.requestId(), BeginRequest.decode(content));
        } else if (type == RecordType.ABORT_REQUEST) {
            abort(header.requestId());
        }
    }

    private void begin(int id, BeginRequest begin) throws ProtocolException {
        if (active.containsKey(id)) {
            throw new ProtocolException("BEGIN_REQUEST for request " + id + ", which is in progress");
        }
        Role role = Role.ofCode(begin.role()).orElse(null);
        if (role != Role.RESPONDER) {
            refuse(id, begin, ProtocolStatus.UNKNOWN_ROLE);
        } else if (active.size() >= limits.requests()) {
            refuse(id, begin, ProtocolStatus.OVERLOADED);
        } else {
            active.put(id, new Exchange(this, id, role, begin.keepConnection(), responder, SPOOL));
        }
    }

    private void refuse(int id, BeginRequest begin, ProtocolStatus status) {
        ByteBuf out = allocate(16);
        new EndRequest(0, status).encode(out, id);
        sendLast(out, begin.keepConnection(), false);
    }

    private void abort(int id) {
        Exchange exchange = active.get(id);
        if (exchange == null) {
            return;
        }
        exchange.abort("the web server aborted the request");
        room.wake();
        if (!exchange.hasParams()) {
            exchange.run();
        }
    }

    private void manage(RecordHeader header, ByteBuf content) throws ProtocolException {
        channel.writeAndFlush(management.reply(header, content, channel.alloc()), channel.voidPromise());
        gate.written();
    }

    /** Has those who wait for room look again. Any thread. */
    void wake() {
        room.wake();
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

    /** Sends records of a request in progress; waits while the peer reads too slowly. Takes over the reference. */
    void send(Exchange exchange, ByteBuf records) throws IOException {
        try {
            room.await(exchange);
        } catch (RequestAbortedException e) {
            records.release();
            throw e;
        }
        channel.writeAndFlush(records, channel.voidPromise());
    }

    /** Ends a request with its last records, null when the peer has gone. Its id may be used again from then on. Any thread. */
    void end(Exchange exchange, @Nullable ByteBuf last) {
        boolean sent = inLoop(() -> {
            active.remove(exchange.id(), exchange);
            if (last != null) {
                sendLast(last, exchange.keepConnection(), exchange.requestBody().hasEnded());
            }
        });
        if (!sent && last != null) {
            last.release();
        }
    }

    /** Sends a request's last records. The connection is closed behind them if no request is to follow and none is left. */
    private void sendLast(ByteBuf last, boolean keepConnection, boolean complete) {
        closing |= !keepConnection;
        unread |= !complete;
        if (!closing || !active.isEmpty()) {
            channel.writeAndFlush(last, channel.voidPromise());
            gate.written();
            return;
        }
        draining = Long.MAX_VALUE;
        ChannelFuture written = channel.writeAndFlush(last);
        if (unread) {
            written.addListener(done -> drain());
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Closes the connection when the requests in progress have ended and the answers are sent. Any thread. */
    void closeWhenIdle() {
        inLoop(() -> {
            closing = true;
            if (active.isEmpty() && draining < 0) {
                draining = Long.MAX_VALUE;
                // Behind what is still being sent; and a request may be on its way.
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> drain());
            }
        });
    }

    /** Closing while the peer still sends would make its system throw our answer away: read on for a while. */
    private void drain() {
        if (!channel.isActive()) {
            return;
        }
        draining = limits.drainBytes();
        channel.config().setAutoRead(true);
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
        channel.eventLoop().schedule(() -> channel.close(), limits.drainMillis(), TimeUnit.MILLISECONDS);
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
            LOG.log(Level.DEBUG, "Connection to {0} ended within a record", address);
        }
        for (Exchange exchange : new ArrayList<>(active.values())) {
            exchange.abort("the web server closed the connection");
            if (!exchange.hasParams()) {
                exchange.run();
            }
        }
        room.wake();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset by the peer is everyday business: an impatient client behind the web server.
        LOG.log(
                cause instanceof IOException ? Level.DEBUG : Level.ERROR,
                "Connection to " + address + " failed",
                cause);
        context.close();
    }
}
