package luafcgid.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of load, in the thread that calls it. */
final class LoadRun {
    private static final int READ_BUFFER = 128 << 10;
    /** How late the end may be noticed when nothing comes any more. */
    private static final long TICK_MILLIS = 20;

    private final LoadOptions options;
    private final SocketAddress address;
    private final byte[] request;
    private final Selector selector;
    private final BooleanSupplier over;
    private final ByteBuf buffer = Unpooled.directBuffer(READ_BUFFER, READ_BUFFER);
    private final Latencies latencies = new Latencies();
    private long errors;

    LoadRun(LoadOptions options, Selector selector, BooleanSupplier over) {
        this.options = options;
        this.selector = selector;
        this.over = over;
        address = options.address().socketAddress();
        request = options.request().records(options.keep());
    }

    /** The place of a connection and of those that replace it; empty once a connection was refused. */
    private static final class Slot {
        @Nullable
        LoadConnection connection;

        long answers;
    }

    LoadResult run() throws IOException {
        long start = System.nanoTime();
        long end = start + options.duration().toNanos();
        List<Slot> slots =
                Stream.generate(Slot::new).limit(options.connections()).toList();
        slots.forEach(this::connect);
        try {
            while (System.nanoTime() < end && !over.getAsBoolean()) {
                selector.select(TICK_MILLIS);
                selector.selectedKeys().forEach(this::handle);
                selector.selectedKeys().clear();
            }
        } finally {
            for (Slot slot : slots) {
                disconnect(slot);
            }
            buffer.release();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double[] micros = latencies.micros(0.5, 0.99, 0.999, 1);
        int starved = (int) slots.stream().filter(slot -> slot.answers == 0).count();
        return new LoadResult(
                latencies.size() / seconds,
                micros[0],
                micros[1],
                micros[2],
                micros[3],
                latencies.size(),
                errors,
                starved);
    }

    private void connect(Slot slot) {
        try {
            slot.connection = new LoadConnection(address, selector, request, options.expect(), slot);
        } catch (IOException e) {
            errors++;
            slot.connection = null;
        }
    }

    private void handle(SelectionKey key) {
        Slot slot = (Slot) key.attachment();
        LoadConnection connection = slot.connection;
        if (connection == null || !key.isValid()) {
            return;
        }
        try {
            if (key.isWritable()) {
                connection.write();
            }
            if (key.isReadable() && connection.read(buffer)) {
                answered(slot, connection);
            }
        } catch (IOException e) {
            errors++;
            disconnect(slot);
            connect(slot);
        }
    }

    private void answered(Slot slot, LoadConnection connection) throws IOException {
        latencies.add(System.nanoTime() - connection.sentAt());
        slot.answers++;
        if (!connection.isGood()) {
            errors++;
        }
        if (options.keep()) {
            connection.send();
        } else {
            disconnect(slot);
            connect(slot);
        }
    }

    private static void disconnect(Slot slot) {
        LoadConnection connection = slot.connection;
        slot.connection = null;
        if (connection != null) {
            connection.close();
        }
    }
}
