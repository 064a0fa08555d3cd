package luafcgid.ext.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import luafcgid.protocol.transport.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * One client. Requests are run one after another, in the order they came; what a client sends ahead waits here. On the channel's
 * I/O thread, except where a method says otherwise.
 */
// What becomes of a write or a close shows when the channel becomes inactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger("luafcgid.ext.web");

    /** What may wait while a request runs; reading goes on up to here so that a client's leaving is noticed. */
    private static final int AHEAD_HIGH_WATER = 64 * 1024;

    /** How long to go on reading after the last response: closing at once would take it from a client that still sends. */
    private static final int LINGER_SECONDS = 2;

    private final Gateway gateway;
    private final Channel channel;
    private final BooleanSupplier stopping;
    private final ArrayDeque<Object> ahead = new ArrayDeque<>();
    private int aheadBytes;
    /** Bodies that wait for the disk: at most the current one, and one given up whose relief is on its way. */
    private int pressure;

    private @Nullable Exchange current;
    private boolean dispatched;
    private boolean receiving;
    private boolean finished;
    private boolean shut;
    private long idleSince = System.nanoTime();
    private volatile boolean closing;

    /** @param stopping whether the server stops, which it knows before each connection is told */
    HttpConnection(Gateway gateway, Channel channel, BooleanSupplier stopping) {
        this.gateway = gateway;
        this.channel = channel;
        this.stopping = stopping;
    }

    /** Whether no further request is wanted. Any thread. */
    boolean isClosing() {
        return closing || stopping.getAsBoolean();
    }

    /** Closes the connection unless a request runs; one that does ends it. Any thread. */
    void drain() {
        channel.eventLoop().execute(() -> {
            if (current == null) {
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
        });
    }

    /** The exchange has sent all that it will. Any thread. */
    void finished(Exchange exchange) {
        channel.eventLoop().execute(() -> {
            finished = true;
            if (exchange.outlet().stage() != Outlet.Stage.ENDED) {
                // A response that breaks off must not look like a whole one.
                channel.close();
            } else if (!exchange.outlet().keepAlive()) {
                shutDown();
            } else if (!receiving) {
                next();
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (shut) {
            ReferenceCountUtil.release(message);
        } else if (current != null && !receiving) {
            ahead.add(message);
            aheadBytes +=
                    message instanceof HttpContent content ? content.content().readableBytes() : 1024;
        } else {
            accept(message);
        }
        adjustReading();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        dispatch();
    }

    private void accept(Object message) {
        if (message instanceof HttpRequest head) {
            Exchange exchange = new Exchange(this, channel, head, gateway, newBody(head));
            current = exchange;
            dispatched = false;
            finished = false;
            receiving = true;
            if (head.decoderResult().isFailure()) {
                ReferenceCountUtil.release(message);
                refuse(exchange, head.decoderResult().cause());
            }
        } else if (message instanceof HttpContent content) {
            content(content);
        }
    }

    private RequestBody newBody(HttpRequest head) {
        long announced = head.decoderResult().isSuccess() ? HttpUtil.getContentLength(head, -1L) : -1;
        return new RequestBody(gateway.spool(), announced, this::press);
    }

    /** A body waits for the disk, or does so no longer. Any thread. */
    private void press(boolean high) {
        if (channel.eventLoop().inEventLoop()) {
            // At once: a burst of reads, a megabyte, would go on until the loop comes to a task.
            pressed(high);
            return;
        }
        try {
            channel.eventLoop().execute(() -> pressed(high));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "nothing is read any more: the transport has ended");
        }
    }

    private void pressed(boolean high) {
        pressure += high ? 1 : -1;
        adjustReading();
    }

    private void content(HttpContent content) {
        Exchange exchange = current;
        if (exchange == null) {
            content.release();
            return;
        }
        if (content.decoderResult().isFailure()) {
            content.release();
            closing = true;
            receiving = false;
            exchange.spoil();
            dispatch();
            return;
        }
        exchange.body().offer(content.content());
        if (content instanceof LastHttpContent) {
            exchange.body().complete();
            receiving = false;
            if (finished) {
                next();
            } else {
                dispatch();
            }
        }
    }

    /** Not before all that came with the head was taken: a request whose body is complete can be run in place. */
    private void dispatch() {
        Exchange exchange = current;
        if (exchange != null && !dispatched) {
            dispatched = true;
            gateway.executor().execute(exchange);
        }
    }

    private void refuse(Exchange exchange, Throwable cause) {
        dispatched = true;
        closing = true;
        if (cause instanceof TooLongHttpHeaderException) {
            exchange.refuse(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "The request's headers are longer than the server takes (maxheader).");
        } else if (cause instanceof TooLongHttpLineException) {
            exchange.refuse(
                    HttpResponseStatus.REQUEST_URI_TOO_LONG,
                    "The request's address is longer than the server takes (maxheader).");
        } else {
            exchange.refuse(HttpResponseStatus.BAD_REQUEST, "This request cannot be read.");
        }
    }

    /** The request and its response are over: goes on with what waits. */
    private void next() {
        current = null;
        idleSince = System.nanoTime();
        if (isClosing()) {
            shutDown();
            return;
        }
        while (!shut && (current == null || receiving) && !ahead.isEmpty()) {
            Object message = ahead.remove();
            aheadBytes -=
                    message instanceof HttpContent content ? content.content().readableBytes() : 1024;
            accept(message);
        }
        dispatch();
        adjustReading();
    }

    private void adjustReading() {
        channel.config().setAutoRead(shut || (pressure == 0 && aheadBytes < AHEAD_HIGH_WATER));
    }

    /** Says that no more follows, and leaves once the client has seen it. */
    private void shutDown() {
        if (shut) {
            return;
        }
        shut = true;
        discardAhead();
        adjustReading();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFuture flushed) -> {
            if (flushed.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
                var late = channel.eventLoop().schedule((Runnable) channel::close, LINGER_SECONDS, TimeUnit.SECONDS);
                channel.closeFuture().addListener(closed -> late.cancel(false));
            } else {
                channel.close();
            }
        });
    }

    private void discardAhead() {
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
        aheadBytes = 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        shut = true;
        discardAhead();
        Exchange exchange = current;
        if (exchange != null) {
            exchange.abort("the client has gone");
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Exchange exchange = current;
        if (exchange != null) {
            exchange.outlet().wake();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof IdleStateEvent idle)) {
            return;
        }
        Exchange exchange = current;
        long limit = gateway.settings().get().idle().toNanos();
        if (idle.state() == IdleState.READER_IDLE && exchange == null) {
            if (System.nanoTime() - idleSince >= limit) {
                channel.close();
            }
        } else if (idle.state() == IdleState.READER_IDLE && exchange != null) {
            if (receiving && channel.config().isAutoRead() && exchange.waitsLongerThan(limit)) {
                giveUp(exchange, "the client stopped sending");
            }
        } else if (idle.state() == IdleState.WRITER_IDLE && !channel.isWritable()) {
            giveUp(exchange, "the client stopped reading");
        }
    }

    private void giveUp(@Nullable Exchange exchange, String why) {
        if (exchange != null) {
            exchange.abort(why);
        }
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.log(Level.ERROR, "connection of " + channel.remoteAddress() + " failed", cause);
        }
        channel.close();
    }
}
