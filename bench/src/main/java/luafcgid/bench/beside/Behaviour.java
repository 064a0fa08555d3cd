package luafcgid.bench.beside;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** What a peer does with its connection. */
interface Behaviour {
    /** When it has connected. */
    void connected(Peer peer) throws IOException;

    /**
     * Ten times a second.
     *
     * @param buffer anybody's, for the length of the call
     * @return what it has got of what is counted; negative: it wants another connection, and that is one
     */
    long tick(Peer peer, ByteBuffer buffer) throws IOException;

    /** Has one answer and waits from then on. */
    final class Idle implements Behaviour {
        private final byte[] request;

        Idle(byte[] request) {
            this.request = request;
        }

        @Override
        public void connected(Peer peer) throws IOException {
            peer.send(request, request.length);
            peer.await(ByteBuffer.allocate(512));
        }

        @Override
        public long tick(Peer peer, ByteBuffer buffer) {
            return 0;
        }
    }

    /** Sends the beginning of a request and nothing more. */
    final class HalfOpen implements Behaviour {
        private final byte[] beginning;

        HalfOpen(byte[] beginning) {
            this.beginning = beginning;
        }

        @Override
        public void connected(Peer peer) throws IOException {
            peer.send(beginning, beginning.length);
        }

        @Override
        public long tick(Peer peer, ByteBuffer buffer) throws IOException {
            return peer.read(buffer) < 0 ? -1 : 0;
        }
    }

    /** Sends a request byte by byte. */
    final class Dribble implements Behaviour {
        private final byte[] request;

        Dribble(byte[] request) {
            this.request = request;
        }

        @Override
        public void connected(Peer peer) {}

        @Override
        public long tick(Peer peer, ByteBuffer buffer) throws IOException {
            return peer.send(request, 1) && peer.read(buffer) >= 0 ? 0 : -1;
        }
    }

    /** Reads a large answer slowly. */
    final class Trickle implements Behaviour {
        private final byte[] request;

        Trickle(byte[] request) {
            this.request = request;
        }

        @Override
        public void connected(Peer peer) throws IOException {
            peer.send(request, request.length);
        }

        @Override
        public long tick(Peer peer, ByteBuffer buffer) throws IOException {
            return peer.read(buffer);
        }
    }

    /** Sends what no web server would, and comes back. */
    record Storm(List<byte[]> malformed) implements Behaviour {
        @Override
        public void connected(Peer peer) throws IOException {
            byte[] bytes = malformed.get(peer.number() % malformed.size());
            peer.send(bytes, bytes.length);
        }

        @Override
        public long tick(Peer peer, ByteBuffer buffer) {
            return -1;
        }
    }
}
