package luafcgid.protocol.server;

import io.netty.channel.Channel;

/** Whether a connection is read: only while nothing speaks against it. Used by the I/O thread. */
final class ReadGate {
    private final Channel channel;
    private final int output;
    /** How many bodies hold enough, and one for too much output. */
    private int pressure;
    /** Whether what the peer has not read is among the reasons. */
    private boolean heldBack;
    /** Whether it is read whatever speaks against it. */
    private boolean open;

    /** @param output bytes that may wait for a peer to read them */
    ReadGate(Channel channel, int output) {
        this.channel = channel;
        this.output = output;
    }

    /** There is one more reason not to read, or one less. */
    void press(boolean pause) {
        pressure += pause ? 1 : -1;
        channel.config().setAutoRead(isReading());
    }

    /** From now on nothing that is read is kept. */
    void open() {
        open = true;
        channel.config().setAutoRead(true);
    }

    boolean isReading() {
        return open || pressure == 0;
    }

    /** A peer that goes on asking and does not read the answers must not fill the memory with them. Called after writing. */
    void written() {
        if (!heldBack && channel.bytesBeforeWritable() > output) {
            heldBack = true;
            press(true);
        }
    }

    /** The peer has read. */
    void drained() {
        if (heldBack && channel.isWritable()) {
            heldBack = false;
            press(false);
        }
    }
}
