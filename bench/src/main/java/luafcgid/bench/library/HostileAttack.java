package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.client.FcgiClient;

/** Some connections that ask for one hostile script after the other, all together for each of them in turn. */
final class HostileAttack implements AutoCloseable {
    private final ListenAddress address;
    private final List<Path> scripts;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean over;

    HostileAttack(ListenAddress address, List<Path> scripts, int connections) {
        this.address = address;
        this.scripts = scripts;
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(this::attack, "attack");
            thread.start();
            threads.add(thread);
        }
    }

    private void attack() {
        while (!over) {
            try (FcgiClient client = FcgiClient.connect(address)) {
                while (!over) {
                    client.request(params(scripts.get(next.getAndIncrement() % scripts.size())), new byte[0], true);
                    answers.incrementAndGet();
                }
            } catch (IOException e) {
                unanswered.incrementAndGet();
            }
        }
    }

    private static Map<String, String> params(Path script) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("REQUEST_METHOD", "GET");
        params.put("SCRIPT_FILENAME", script.toString());
        params.put("SCRIPT_NAME", "/" + script.getFileName());
        return params;
    }

    int answers() {
        return answers.get();
    }

    int unanswered() {
        return unanswered.get();
    }

    /** Waits for the last answers. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
