package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Requests for one script over several kept connections at once, as fast as they go, until it is closed. */
final class Load implements AutoCloseable {
    /** A request with its answer and the times of both, as {@link System#nanoTime()}. */
    record Shot(long begun, long ended, int status, String body) {}

    private final List<Client> clients = new ArrayList<>();
    private volatile boolean over;

    /** One connection. The list is its thread's until that has ended. */
    private final class Client implements Runnable {
        private final Callable<Connection> connect;
        private final String target;
        private final Thread thread;
        private final List<Shot> shots = new ArrayList<>();
        private final Map<String, Integer> bodies = new ConcurrentHashMap<>();
        private volatile Optional<Throwable> failure = Optional.empty();

        Client(Callable<Connection> connect, String target, int n) {
            this.connect = connect;
            this.target = target;
            thread = new Thread(this, "load-" + n);
        }

        @Override
        public void run() {
            try (Connection connection = connect.call()) {
                while (!over) {
                    long begun = System.nanoTime();
                    Answer answer = connection.get(target);
                    shots.add(new Shot(begun, System.nanoTime(), answer.status(), answer.body()));
                    bodies.merge(answer.body(), 1, Integer::sum);
                }
            } catch (Exception | AssertionError e) {
                failure = Optional.of(e);
            }
        }
    }

    Load(Daemon daemon, String target, int connections) {
        this(daemon::connect, target, connections);
    }

    Load(Callable<Connection> connect, String target, int connections) {
        for (int i = 0; i < connections; i++) {
            clients.add(new Client(connect, target, i));
        }
        clients.forEach(client -> client.thread.start());
    }

    /** Waits until every connection got this body so many times. */
    void await(String body, int times) throws Exception {
        Poll.until(times + " times '" + body + "' on each connection", () -> {
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

    /** Ends it and yields the requests of each connection, all of which were answered with 200. */
    List<List<Shot>> end() throws InterruptedException {
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
