package luafcgid.bench.beside;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import luafcgid.protocol.ListenAddress;
import org.jspecify.annotations.Nullable;

/** Many peers that each do little, all in one thread; each has its turn ten times a second. */
final class Crowd implements Neighbours {
    /** Turns are spread over a second in so many parts, that the daemon is not met by all at once. */
    private static final int PARTS = 10;

    private static final long PART_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Peer[] peers;
    private final Behaviour behaviour;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
    private final Thread thread = new Thread(this::run, "neighbours");
    private volatile boolean over;
    private long count;
    private @Nullable IOException failure;

    /** All have connected when this returns. */
    Crowd(ListenAddress address, int size, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        peers = new Peer[size];
        for (int i = 0; i < size; i++) {
            peers[i] = new Peer(address.socketAddress(), i);
            behaviour.connected(peers[i]);
        }
        thread.start();
    }

    private void run() {
        try {
            long next = System.nanoTime();
            for (int part = 0; !over; part = (part + 1) % PARTS) {
                for (int i = part; i < peers.length; i += PARTS) {
                    turn(i);
                }
                next += PART_NANOS;
                LockSupport.parkNanos(next - System.nanoTime());
            }
            for (Peer peer : peers) {
                peer.close();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void turn(int i) throws IOException {
        long got;
        try {
            got = behaviour.tick(peers[i], buffer);
        } catch (IOException e) {
            // Closed by the daemon: what there is to see of a peer that is not wanted any more.
            got = -1;
        }
        if (got < 0) {
            count++;
            peers[i] = peers[i].anew();
            greet(peers[i]);
        } else {
            count += got;
        }
    }

    private void greet(Peer peer) {
        try {
            behaviour.connected(peer);
        } catch (IOException e) {
            // Closed before it said all: the next turn sees it.
        }
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        over = true;
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }
}
