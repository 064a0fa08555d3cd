package luafcgid.daemon.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import luafcgid.daemon.admin.Readiness.Expected;
import luafcgid.daemon.admin.Readiness.Present;
import luafcgid.protocol.Front;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("try") // What a test needs open it need not name.
@Timeout(30)
class StartWatchTest {
    private static final Expected MAIN = new Expected("l~main", "unix:/x.sock");
    private static final Expected HTTP = new Expected("http", "127.0.0.1:8080");

    private final List<Present> present = new ArrayList<>();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Semaphore looks = new Semaphore(0);
    private boolean responder;
    private Optional<String> broken = Optional.empty();

    private record Fake(String address, Optional<String> failure) implements Front {}

    private static Present serving(String pid, String address) {
        return new Present(Optional.of(pid), new Fake(address, Optional.empty()));
    }

    private StartWatch watch(Duration limit, Expected... expected) {
        StartWatch watch = new StartWatch(
                () -> {
                    synchronized (present) {
                        looks.release();
                        return new Readiness(List.of(expected), present, responder, broken);
                    }
                },
                limit,
                new StartWatch.Outcome(
                        readiness -> said.add("ready " + readiness.serving()), reason -> said.add("failed " + reason)));
        watch.start();
        return watch;
    }

    private void add(StartWatch watch, Present front) {
        synchronized (present) {
            present.add(front);
        }
        watch.changed();
    }

    private void respond(StartWatch watch) {
        synchronized (present) {
            responder = true;
        }
        watch.changed();
    }

    @Test
    void itIsReadyWhenEveryConfiguredFrontServesAndSomethingAnswers() throws InterruptedException {
        try (StartWatch watch = watch(Duration.ofSeconds(20), MAIN, HTTP)) {
            add(watch, serving("http", "http://127.0.0.1:8080/"));
            respond(watch);
            looks.acquire();
            assertNull(said.poll());
            add(watch, serving("l~main", "fastcgi unix:/x.sock"));
            assertEquals("ready [fastcgi unix:/x.sock, http://127.0.0.1:8080/]", said.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aFrontsFailureEndsTheStart() throws InterruptedException {
        try (StartWatch watch = watch(Duration.ofSeconds(20), MAIN, HTTP)) {
            add(watch, new Present(Optional.empty(), new Fake("http://127.0.0.1:8080/", Optional.of("in use"))));
            assertEquals("failed in use", said.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aBrokenComponentEndsTheStartThoughNothingTellsOfIt() throws InterruptedException {
        try (StartWatch watch = watch(Duration.ofSeconds(20), MAIN)) {
            looks.acquire();
            synchronized (present) {
                broken = Optional.of("luafcgid.lua.Pool: states 0: at least 1");
            }
            assertEquals("failed luafcgid.lua.Pool: states 0: at least 1", said.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void theCauseOfAFailureIsWhatTheComponentSaid() {
        assertEquals(
                "states 0: at least 1",
                FailedComponents.rootCause("java.lang.reflect.InvocationTargetException\n\tat x.Y(Y.java:1)\nCaused by:"
                        + " java.lang.IllegalArgumentException: states 0: at least 1\n\tat a.B(B.java:2)\n"));
        assertEquals(
                "java.io.IOException: disk",
                FailedComponents.rootCause("java.io.IOException: disk\n\tat a.B(B.java:2)"));
    }

    @Test
    void theEndOfTimeNamesWhatIsMissing() throws InterruptedException {
        present.add(serving("http", "http://127.0.0.1:8080/"));
        try (StartWatch watch = watch(Duration.ofMillis(20), MAIN, HTTP)) {
            assertEquals(
                    "failed not ready after 0 s: not served: l~main (unix:/x.sock); nothing answers requests: the service"
                            + " luafcgid.protocol.Responder is missing; the log has the reason",
                    said.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aDaemonWithoutAnyAddressIsNeverReady() throws InterruptedException {
        responder = true;
        try (StartWatch watch = watch(Duration.ofMillis(20))) {
            assertEquals(
                    "failed not ready after 0 s: no address is configured: add"
                            + " conf/luafcgid.protocol.Listener-main.config or use --listen; the log has the reason",
                    said.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void nothingIsSaidAfterClosing() throws InterruptedException {
        StartWatch watch = watch(Duration.ofMillis(200), MAIN);
        looks.acquire();
        watch.close();
        watch.join();
        respond(watch);
        add(watch, serving("l~main", "fastcgi unix:/x.sock"));
        assertNull(said.poll());
    }
}
