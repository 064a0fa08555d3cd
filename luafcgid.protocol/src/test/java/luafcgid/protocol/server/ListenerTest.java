package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.Responder;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class ListenerTest {
    private static final Responder HELLO =
            (request, response) -> response.stdout().write("hello".getBytes(US_ASCII));

    @TempDir
    Path directory;

    private ListenAddress.Unix unix() {
        return new ListenAddress.Unix(directory.resolve("test.sock"));
    }

    private static void serves(Server server) throws IOException {
        assertEquals("", server.listener.failure().orElse(""));
        try (Peer peer = server.peer()) {
            assertEquals("hello", peer.request(1, false, "a").answer(1).stdout());
        }
    }

    private static CompletableFuture<Long> closing(Server server, Duration drain) {
        CompletableFuture<Long> closed = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            long start = System.nanoTime();
            server.listener.close(drain);
            closed.complete(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        });
        thread.setDaemon(true);
        thread.start();
        return closed;
    }

    // ---- closing ----

    @ParameterizedTest
    @EnumSource
    void closingLetsRequestsEndAndClosesIdleConnectionsAtOnce(Place place) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Responder slow = (request, response) -> {
            if (request.params().get("NAME", "").equals("slow")) {
                begun.countDown();
                await(go);
            }
            HELLO.respond(request, response);
        };
        try (Server server = new Server(place, slow);
                Peer idle = server.peer();
                Peer busy = server.peer()) {
            idle.request(1, true, "a").answer(1);
            busy.request(1, true, "slow");
            begun.await();
            CompletableFuture<Long> closed = closing(server, Duration.ofSeconds(30));
            assertTrue(idle.closedCleanly());
            assertFalse(closed.isDone());
            assertThrows(IOException.class, server::peer);
            go.countDown();
            assertEquals("hello", busy.answer(1).stdout());
            assertTrue(busy.closedCleanly());
            assertTrue(closed.get() < 20_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingSendsTheAnswersThatThePeerHasYetToRead(Place place) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        // The last records are sent without waiting for room.
        Responder page = (request, response) -> {
            response.stdout().write(new byte[32_000]);
            ended.countDown();
        };
        try (Server server = new Server(place, page);
                Peer peer = server.peer()) {
            int requests = 1000;
            CompletableFuture<Boolean> asking = CompletableFuture.supplyAsync(() -> {
                try {
                    for (int id = 1; id <= requests; id++) {
                        peer.request(id, true, "a");
                    }
                    return true;
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            ended.await();
            // A few are taken in and answered; what is sent of them must be whole.
            TimeUnit.MILLISECONDS.sleep(300);
            CompletableFuture<Long> closed = closing(server, Duration.ofSeconds(30));
            assertTrue(peer.closedCleanly());
            closed.get();
            asking.handle((done, failed) -> done).get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatOutlastsTheDrainIsAborted(Place place) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        Responder endless = (request, response) -> {
            request.onAbort(aborted::countDown);
            begun.countDown();
            await(aborted);
        };
        try (Server server = new Server(place, endless);
                Peer peer = server.peer()) {
            peer.request(1, true, "a");
            begun.await();
            server.listener.close(Duration.ofMillis(50));
            aborted.await();
            assertFalse(peer.closedCleanly() && peer.soFar(1).end != null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTwiceAndClosingWhatNeverBoundDoNothing(Place place) throws Exception {
        try (Server server = new Server(place, HELLO);
                Server second = new Server(place, server.address, HELLO, null)) {
            assertTrue(second.listener.failure().isPresent());
            second.listener.close();
            second.listener.close(Duration.ofSeconds(5));
            serves(server);
            server.listener.close();
            server.listener.close(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void peersThatComeAndGoWhileItClosesAreAllClosed(Place place) throws Exception {
        for (int round = 0; round < 15; round++) {
            try (Server server = new Server(place, HELLO)) {
                CompletableFuture<Boolean> coming = CompletableFuture.supplyAsync(() -> {
                    try {
                        while (true) {
                            try (Peer peer = server.peer()) {
                                peer.request(1, true, "a");
                                while (peer.readSome()) {
                                    if (peer.soFar(1).end != null) {
                                        break;
                                    }
                                }
                            }
                        }
                    } catch (IOException e) {
                        return true;
                    }
                });
                serves(server);
                assertDoesNotThrow(() -> server.listener.close(Duration.ofSeconds(20)));
                assertTrue(coming.get());
            }
        }
    }

    // ---- the socket's file ----

    @ParameterizedTest
    @EnumSource(names = {"NIO_UNIX", "EPOLL_UNIX"})
    void theSocketHasItsModeAndIsAloneAndGoesWithTheListener(Place place) throws Exception {
        try (Server server = new Server(place, unix(), HELLO, null)) {
            serves(server);
            assertEquals("fastcgi unix:" + unix().path(), server.listener.address());
            assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(unix().path())));
            assertEquals(1, files());
        }
        assertEquals(0, files());
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO_UNIX", "EPOLL_UNIX"})
    void aSocketThatNobodyListensOnIsReplaced(Place place) throws Exception {
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(unix().path()));
        dead.close();
        assertTrue(Files.exists(unix().path()));
        try (Server server = new Server(place, unix(), HELLO, null)) {
            serves(server);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO_UNIX", "EPOLL_UNIX"})
    void aSocketThatSomebodyListensOnIsRefused(Place place) throws Exception {
        try (Server server = new Server(place, unix(), HELLO, null)) {
            try (Server second = new Server(place, unix(), HELLO, null)) {
                assertEquals(
                        "cannot listen on unix:" + unix().path()
                                + ": it is in use; stop what listens there or choose another address with --listen",
                        second.listener.failure().orElse(""));
            }
            serves(server);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO_UNIX", "EPOLL_UNIX"})
    void aFileOrDirectoryAtThePathIsRefusedAndKept(Place place) throws Exception {
        Files.writeString(unix().path(), "precious");
        try (Server server = new Server(place, unix(), HELLO, null)) {
            assertEquals(
                    "cannot listen on unix:" + unix().path() + ": it exists and is not a socket; choose another path",
                    server.listener.failure().orElse(""));
        }
        assertEquals("precious", Files.readString(unix().path()));
        Files.delete(unix().path());
        Files.createDirectory(unix().path());
        try (Server server = new Server(place, unix(), HELLO, null)) {
            assertTrue(server.listener.failure().isPresent());
        }
        assertTrue(Files.isDirectory(unix().path()));
    }

    @Test
    void aPipeAtThePathIsRefusedAndKept() throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", unix().path().toString()).start().waitFor());
        try (Server server = new Server(Place.NIO_UNIX, unix(), HELLO, null)) {
            assertTrue(server.listener.failure().orElse("").endsWith("is not a socket; choose another path"));
        }
        assertTrue(Files.exists(unix().path()));
    }

    @Test
    void aLinkToAFileIsRefusedAndKept() throws Exception {
        Files.createSymbolicLink(unix().path(), directory.resolve("nowhere"));
        try (Server server = new Server(Place.NIO_UNIX, unix(), HELLO, null)) {
            assertTrue(server.listener.failure().isPresent());
        }
        assertTrue(Files.exists(unix().path(), LinkOption.NOFOLLOW_LINKS));
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO_UNIX", "EPOLL_UNIX"})
    void theDirectoryIsMadeOrFoundThroughALink(Place place) throws Exception {
        try (Server server =
                new Server(place, new ListenAddress.Unix(directory.resolve("new/er/test.sock")), HELLO, null)) {
            serves(server);
        }
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("new"));
        try (Server server = new Server(place, new ListenAddress.Unix(link.resolve("test.sock")), HELLO, null)) {
            serves(server);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO_UNIX", "EPOLL_UNIX"})
    void anotherProcesssSocketAtThePathOutlivesTheListener(Place place) throws Exception {
        try (Server server = new Server(place, unix(), HELLO, null)) {
            Files.delete(unix().path());
            try (Server successor = new Server(Place.NIO_UNIX, unix(), HELLO, null)) {
                server.listener.close();
                serves(successor);
            }
        }
    }

    // ---- failures ----

    @ParameterizedTest
    @EnumSource(names = {"NIO_TCP", "EPOLL_TCP"})
    void aPortInUseIsNamedWithTheRemedy(Place place) throws Exception {
        try (Server server = new Server(place, HELLO);
                Server second = new Server(place, server.address, HELLO, null)) {
            assertEquals(
                    "cannot listen on " + server.address
                            + ": it is in use; stop what listens there or choose another address with --listen",
                    second.listener.failure().orElse(""));
            assertEquals("fastcgi " + server.address, second.listener.address());
            serves(server);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO_TCP", "EPOLL_TCP"})
    void aHostThatIsNotKnownIsSaidToBeSo(Place place) {
        // A label of a name has at most 63 characters: no resolver asks for this one.
        ListenAddress nowhere = ListenAddress.parse("x".repeat(70) + ":0");
        try (Server server = new Server(place, nowhere, HELLO, null)) {
            assertEquals(
                    "cannot listen on " + nowhere + ": the host's name is not known",
                    server.listener.failure().orElse(""));
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsExplained() throws Exception {
        Files.writeString(directory.resolve("file"), "");
        ListenAddress.Unix below = new ListenAddress.Unix(directory.resolve("file/test.sock"));
        try (Server server = new Server(Place.NIO_UNIX, below, HELLO, null)) {
            String failure = server.listener.failure().orElse("");
            assertTrue(failure.contains(directory.resolve("file") + " exists already"), failure);
        }
    }

    // ---- the transport ----

    @ParameterizedTest
    @ValueSource(strings = {"", "kqueue", "EPOLL"})
    void aTransportThatIsNotKnownIsNamed(String kind) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> new NettyTransport(kind, 1).close())
                        .getMessage());
        assertEquals("luafcgid.protocol.Transport: kind=" + kind + " is none of auto, epoll, nio", message);
    }

    @Test
    void aRequestThatOutlivesTheTransportEndsQuietly() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Responder slow = (request, response) -> {
            begun.countDown();
            await(go);
            response.stdout().write(new byte[10]);
        };
        try (Server server = new Server(Place.NIO_TCP, slow, task -> {
                    Thread thread = new Thread(() -> {
                        try {
                            task.run();
                            thrown.complete(new IllegalStateException("nothing was thrown"));
                        } catch (Throwable e) {
                            thrown.complete(e);
                        }
                    });
                    thread.setDaemon(true);
                    thread.start();
                });
                Peer peer = server.peer()) {
            peer.request(1, true, "a");
            begun.await();
            server.transport.close();
            go.countDown();
            assertEquals("nothing was thrown", thrown.get().getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerIsTheSameAfterManyRestarts(Place place) throws Exception {
        ListenAddress address = place.address();
        for (int i = 0; i < 5; i++) {
            try (Server server = new Server(place, address, HELLO, null);
                    Peer peer = server.peer()) {
                Answer answer = peer.request(1, true, "a").answer(1);
                assertEquals("hello", answer.stdout());
                address = server.address;
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
