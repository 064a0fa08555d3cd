package luafcgid.daemon.admin;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;

/** Accepts clients of the admin socket, each on a thread of its own. */
final class AdminServer implements AutoCloseable {
    /** A client sends its line at once; nothing that a person does happens before it. */
    static final Duration REQUEST_TIME = Duration.ofSeconds(10);

    /** Lets the answer to {@code stop} out, but not a long command hold up the end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final System.Logger LOGGER = System.getLogger("luafcgid.daemon.Admin");

    private final Path path;
    private final CommandProcessor processor;
    private final ServerSocketChannel server;
    private final Deadline deadline;
    private final Map<Thread, SocketChannel> clients = new ConcurrentHashMap<>();

    AdminServer(Path path, CommandProcessor processor, Duration requestTime) throws IOException {
        this.path = path;
        this.processor = processor;
        server = AdminSocketFile.bind(path);
        deadline = new Deadline(requestTime);
        daemon(this::accept, "luafcgid-admin").start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        for (Thread thread : clients.keySet()) {
            joinUntil(thread, end);
        }
        for (SocketChannel client : clients.values()) {
            client.close();
        }
        deadline.close();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "admin socket {0}: {1}", path, e);
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        AdminClient client = new AdminClient(processor, channel, deadline);
        Thread thread = daemon(
                () -> {
                    try {
                        client.run();
                    } finally {
                        clients.remove(Thread.currentThread());
                    }
                },
                "luafcgid-admin-client");
        clients.put(thread, channel);
        thread.start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void joinUntil(Thread thread, long end) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
