package luafcgid.protocol.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import luafcgid.protocol.LimitedLog;
import luafcgid.protocol.ListenAddress;

/** The connections of one listener, and what they have in common. */
final class Connections {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.Listener");

    private final ListenAddress address;
    private final Application application;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Map<EventLoop, Sweeper> sweepers = new ConcurrentHashMap<>();
    private final Budget budget = new Budget();
    private final LimitedLog complaints =
            new LimitedLog(System.getLogger("luafcgid.protocol.connection"), Duration.ofMinutes(1));
    /** Whether no more are accepted until one has ended. */
    private volatile boolean full;

    /** @param address where peers connect to, for messages */
    Connections(ListenAddress address, Application application) {
        this.address = address;
        this.application = application;
    }

    ListenAddress address() {
        return address;
    }

    Application application() {
        return application;
    }

    /** For parameters. */
    Budget budget() {
        return budget;
    }

    LimitedLog complaints() {
        return complaints;
    }

    /** How many there are. */
    int size() {
        return channels.size();
    }

    /** Whether there are as many as may be. */
    boolean isFull() {
        return full;
    }

    /** Makes a connection of an accepted channel. Its I/O thread. */
    void add(Channel channel) {
        Limits limits = application.limits().get();
        Channel server = channel.parent();
        Sweeper sweeper = sweepers.compute(
                channel.eventLoop(),
                (loop, known) -> known != null && known.pace().tick() == limits.tick()
                        ? known
                        : new Sweeper(loop, limits.tick(), () -> balance(server)));
        Connection connection = new Connection(channel, this, limits, sweeper.pace());
        if (RecordLog.isWanted()) {
            channel.pipeline().addLast(new RecordLog(channel.id().asShortText(), RecordLog::line));
        }
        channel.pipeline().addLast(connection);
        channels.add(channel);
        sweeper.add(connection);
        channel.closeFuture().addListener(closed -> {
            sweeper.remove(connection);
            balance(server);
        });
        balance(server);
    }

    /**
     * Accepts more while there are fewer than may be. Waiting in the system's queue is all that can be done to a peer that was not
     * accepted: it asked nothing yet. Called after every change by the thread that made it; under the lock, or the last of two that
     * cross might act on what the first has changed.
     */
    private synchronized void balance(Channel server) {
        int most = application.limits().get().connections();
        boolean now = channels.size() >= most;
        if (now && !full) {
            complaints.log(
                    Level.WARNING,
                    "full",
                    () -> address + " has " + most
                            + " connections, as many as may be; more wait (luafcgid.protocol.Limits: connections)");
        }
        if (now || full) {
            // Said again while full: Netty itself goes on accepting a second after it failed to, for want of
            // descriptors.
            server.config().setAutoRead(!now);
        }
        full = now;
    }

    /** Lets the requests in progress end, for as long as that, and closes every connection that has none. */
    void end(Duration drain) {
        for (Channel channel : channels) {
            Connection connection = channel.pipeline().get(Connection.class);
            // A channel that closes meanwhile has lost its handler.
            if (connection != null) {
                connection.closeWhenIdle();
            }
        }
        if (!channels.newCloseFuture().awaitUninterruptibly(drain.toMillis())) {
            LOG.log(
                    Level.WARNING,
                    "{0} connections still had requests in progress after {1} ms",
                    channels.size(),
                    drain.toMillis());
        }
    }

    /** Closes all at once; requests in progress are aborted. */
    void close() {
        channels.close().awaitUninterruptibly(1000);
    }
}
