package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelId;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.codec.RecordReader;
import luafcgid.protocol.server.Peer.Answer;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.SpoolSettings;
import org.jspecify.annotations.Nullable;

/** A connection whose socket, clock and threads are the test's: time passes when it is told to, requests run when they are told to. */
final class TimedConnection extends Sender<TimedConnection> implements AutoCloseable {
    final Connections connections;
    /** Requests that are ready, in their order. */
    final Deque<RequestExecutor.Task> tasks = new ArrayDeque<>();

    final EmbeddedChannel channel;
    private final Limits limits;
    private final Answers answers = new Answers();
    private final RecordReader reader = new RecordReader();
    private boolean taking = true;

    TimedConnection(Limits limits, Responder responder) {
        this.limits = limits;
        Spool spool = new Spool(SpoolSettings.in(Path.of(System.getProperty("java.io.tmpdir"), "luafcgid-body")));
        connections =
                new Connections(ListenAddress.parse(":0"), new Application(responder, tasks::add, spool, () -> limits));
        ChannelId id = DefaultChannelId.newInstance();
        channel = new EmbeddedChannel(new EmbeddedChannel(), id, true, false) {
            @Override
            protected void doWrite(ChannelOutboundBuffer in) throws Exception {
                if (taking) {
                    super.doWrite(in);
                }
            }
        };
        connections.add(channel);
    }

    @Override
    TimedConnection raw(byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        return this;
    }

    /** Has the time pass, tick by tick. */
    TimedConnection pass(long millis) {
        for (long left = millis; left > 0; left -= limits.tick()) {
            channel.advanceTimeBy(Math.min(left, limits.tick()), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
        channel.runPendingTasks();
        return this;
    }

    /** The peer takes what is sent from now on, or takes nothing any more. */
    void take(boolean all) {
        taking = all;
        if (all) {
            channel.flush();
        }
    }

    /** Runs the next request that is ready. */
    void run() {
        tasks.remove().run();
        channel.runPendingTasks();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** The next management record, as TYPE:CONTENT in hexadecimal. */
    String managementRecord() throws ProtocolException {
        receive();
        return answers.management.remove();
    }

    /** The answer to that request, null while it has not ended. */
    @Nullable
    Answer answer(int id) throws ProtocolException {
        receive();
        return answers.take(id);
    }

    private void receive() throws ProtocolException {
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            try {
                reader.read(out, answers);
            } finally {
                out.release();
            }
        }
    }

    /** The connection is lost, and every request that was ready ends. */
    @Override
    public void close() {
        channel.close();
        channel.runPendingTasks();
        while (!tasks.isEmpty()) {
            run();
        }
        channel.releaseOutbound();
    }
}
