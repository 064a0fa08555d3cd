package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.atomic.AtomicLong;

/** What a connection sends, and how it ends behind its last response. I/O thread, except where a method says otherwise. */
final class Outlet {
    /** Milliseconds without a byte after which a peer that was answered is taken to have ended. */
    private static final int QUIET = 2_000;
    /** Milliseconds for which it may go on. */
    private static final int DRAINING = 30_000;

    private final Channel channel;
    private final ReadGate gate;
    private final Pace pace;
    private final Limits limits;
    /** After the last response: bytes that may still be thrown away; negative before that. */
    private long draining = -1;
    /** The connection is closed as soon as no request is in progress. */
    private boolean closing;
    /** Whether a request ended before its input did, so that the peer may still be sending. */
    private boolean unread;
    /** Bytes sent so far, but for those of requests in progress. */
    private long sentHere;
    /** Bytes sent so far by requests in progress. */
    private final AtomicLong sentByRequests = new AtomicLong();
    /** Whether some of them waited for the peer when last looked, how many it had taken, and since when it is as many. */
    private boolean sending;

    private long taken;
    private int takenSince;
    /** When the last response had been sent and only the peer's rest was to come. */
    private int sentAt;

    private boolean sent;

    Outlet(Channel channel, ReadGate gate, Pace pace, Limits limits) {
        this.channel = channel;
        this.gate = gate;
        this.pace = pace;
        this.limits = limits;
    }

    /** Whether the last response is on its way: what comes now is only thrown away. */
    boolean isFinal() {
        return draining >= 0;
    }

    /** Throws input away. */
    void drain(ByteBuf in) {
        int bytes = in.readableBytes();
        if (bytes > draining) {
            channel.close();
        } else {
            draining -= bytes;
        }
    }

    void send(ByteBuf records) {
        sentHere += records.readableBytes();
        channel.writeAndFlush(records, channel.voidPromise());
        gate.written();
    }

    /** Sends records of a request in progress. Any thread. */
    void stream(ByteBuf records) {
        int bytes = records.readableBytes();
        channel.writeAndFlush(records, channel.voidPromise());
        // Counted when the channel has them: before, they would look as if the peer had taken them.
        sentByRequests.addAndGet(bytes);
    }

    /**
     * Sends a request's last records. The connection is closed behind them if no request is to follow and none is left.
     *
     * @param ended    whether the request's input has ended
     * @param others   whether other requests are in progress
     */
    void sendLast(ByteBuf last, boolean keepConnection, boolean ended, boolean others) {
        closing |= !keepConnection;
        unread |= !ended;
        if (!closing || others) {
            send(last);
            return;
        }
        draining = Long.MAX_VALUE;
        sentHere += last.readableBytes();
        ChannelFuture written = channel.writeAndFlush(last);
        if (unread) {
            written.addListener(done -> drain());
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Closes the connection when the requests in progress have ended and the answers are sent. */
    void closeWhenIdle(boolean idle) {
        closing = true;
        if (idle && draining < 0) {
            draining = Long.MAX_VALUE;
            // Behind what is still being sent; and a request may be on its way.
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> drain());
        }
    }

    /** Closing while the peer still sends would make its system throw our answer away: read on for a while. */
    private void drain() {
        if (!channel.isActive()) {
            return;
        }
        draining = limits.drain();
        sent = true;
        sentAt = pace.now();
        gate.open();
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    /** Whether the peer has taken nothing for too long of what waits for it. Asked at every tick. */
    boolean isStalled() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long waiting = buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
        // What waits says nothing by itself: as soon as the peer takes something, writers fill up to the same mark
        // again.
        long now = sentHere + sentByRequests.get() - waiting;
        sending = waiting > 0;
        if (!sending || now > taken) {
            taken = now;
            takenSince = pace.now();
        }
        return pace.isOver(takenSince, limits.stall());
    }

    /** Whether something waited for the peer to take it when {@link #isStalled} looked. */
    boolean isSending() {
        return sending;
    }

    /** Whether it is time to close: the peer had its last response, and went on for long enough. Asked at every tick. */
    boolean isDrained(int lastRead) {
        return sent && ((pace.isOver(sentAt, QUIET) && pace.isOver(lastRead, QUIET)) || pace.isOver(sentAt, DRAINING));
    }
}
