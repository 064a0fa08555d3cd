package luafcgid.protocol.server;

import io.netty.channel.EventLoop;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has the connections of one I/O thread and listener look at every tick whether a time is over: one timer for all of them, since a
 * timer for each would cost a short connection more than its request. Used by that thread; it sleeps while there is no connection.
 */
final class Sweeper {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.connection");

    private final EventLoop loop;
    private final Pace pace;
    private final Runnable eachTick;
    private final List<Connection> connections = new ArrayList<>();
    private @Nullable ScheduledFuture<?> timer;

    /**
     * @param tick     milliseconds
     * @param eachTick run at every tick before the connections look
     */
    Sweeper(EventLoop loop, int tick, Runnable eachTick) {
        this.loop = loop;
        this.pace = new Pace(tick);
        this.eachTick = eachTick;
    }

    Pace pace() {
        return pace;
    }

    void add(Connection connection) {
        connection.index = connections.size();
        connections.add(connection);
        if (timer == null) {
            timer = loop.scheduleWithFixedDelay(this::sweep, pace.tick(), pace.tick(), TimeUnit.MILLISECONDS);
        }
    }

    void remove(Connection connection) {
        Connection last = connections.remove(connections.size() - 1);
        if (last != connection) {
            last.index = connection.index;
            connections.set(connection.index, last);
        }
    }

    private void sweep() {
        pace.advance();
        eachTick.run();
        // From the end: who closes is replaced by one that was looked at.
        for (int i = connections.size() - 1; i >= 0; i--) {
            look(connections.get(i));
        }
        if (connections.isEmpty() && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** A failure, for want of memory say, ends its own connection: an exception would end the timer, and every other's limits with it. */
    private static void look(Connection connection) {
        try {
            connection.look();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A connection failed while its time limits were looked at, and is closed", e);
            connection.close();
        }
    }
}
