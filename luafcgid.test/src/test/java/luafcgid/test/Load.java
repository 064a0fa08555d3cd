package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Requests of several clients at once for one script, as fast as they go, until it is closed. */
public final class Load implements AutoCloseable {
    /** A request with its answer and the times of both, as {@link System#nanoTime()}. */
    public record Shot(long begun, long ended, int status, String body) {}

    /** Asks again and again; used by one thread. */
    @FunctionalInterface
    public interface Visitor extends AutoCloseable {
        Answer visit() throws IOException, InterruptedException;

        @Override
        default void close() throws IOException {}
    }

    private final List<Client> clients = new ArrayList<>();
    private volatile boolean over;

    /** The list is its thread's until that has ended. */
    private final class Client implements Runnable {
        private final Callable<Visitor> visitors;
        private final Thread thread;
        private final List<Shot> shots = new ArrayList<>();
        private final Map<String, Integer> bodies = new ConcurrentHashMap<>();
        private volatile Optional<Throwable> failure = Optional.empty();

        Client(Callable<Visitor> visitors, int n) {
            this.visitors = visitors;
            thread = new Thread(this, "load-" + n);
        }

        @Override
        public void run() {
            try (Visitor visitor = visitors.call()) {
                while (!over) {
                    long begun = System.nanoTime();
                    Answer answer = visitor.visit();
                    shots.add(new Shot(begun, System.nanoTime(), answer.status(), answer.body()));
                    bodies.merge(answer.body(), 1, Integer::sum);
                }
            } catch (Exception | AssertionError e) {
                failure = Optional.of(e);
            }
        }
    }

    /** Requests straight to the daemon, each client on a connection of its own. */
    public Load(Daemon daemon, String target, int connections) {
        this(connections, () -> visitor(daemon.connect(), target));
    }

    Load(Callable<Connection> connect, String target, int connections) {
        this(connections, () -> visitor(connect.call(), target));
    }

    public Load(int count, Callable<Visitor> visitors) {
        for (int i = 0; i < count; i++) {
            clients.add(new Client(visitors, i));
        }
        clients.forEach(client -> client.thread.start());
    }

    private static Visitor visitor(Connection connection, String target) {
        return new Visitor() {
            @Override
            public Answer visit() throws IOException {
                return connection.get(target);
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    /** Waits until every client got this body so many times. */
    public void await(String body, int times) throws Exception {
        Poll.until(times + " times '" + body + "' for each client", () -> {
            lost();
            return clients.stream().allMatch(client -> client.bodies.getOrDefault(body, 0) >= times);
        });
    }

    private void lost() {
        for (Client client : clients) {
            if (client.failure.isPresent()) {
                throw new AssertionError("a request was lost after " + client.bodies, client.failure.get());
            }
        }
    }

    /** Ends it and yields the requests of each client, all of which were answered with 200. */
    public List<List<Shot>> end() throws InterruptedException {
        close();
        lost();
        List<List<Shot>> all = clients.stream().map(client -> client.shots).toList();
        for (List<Shot> shots : all) {
            for (Shot shot : shots) {
                assertEquals(200, shot.status(), shot.body());
            }
        }
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Client client : clients) {
            client.thread.join();
        }
    }
}
