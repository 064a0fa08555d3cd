package luafcgid.protocol.server;

import io.netty.channel.Channel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import luafcgid.protocol.RequestAbortedException;

/** Where threads that run requests wait while the peer reads more slowly than they write. The lock guards nothing but that wait. */
final class WriteRoom {
    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    WriteRoom(Channel channel) {
        this.channel = channel;
    }

    /**
     * Waits until the channel takes more.
     *
     * @throws RequestAbortedException when it will not, since the request or its connection has ended
     */
    void await(Exchange exchange) throws RequestAbortedException {
        if (channel.isWritable()) {
            return;
        }
        lock.lock();
        try {
            // Looked at once in each round: while Netty takes over what other threads wrote, room comes and goes.
            while (!channel.isWritable()) {
                exchange.check();
                if (!channel.isActive()) {
                    throw new RequestAbortedException("the web server closed the connection");
                }
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestAbortedException("interrupted while the web server does not read the response");
        } finally {
            lock.unlock();
        }
    }

    /** Has those who wait look again. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
