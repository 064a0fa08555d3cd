package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.AllowedPeers;
import luafcgid.protocol.Front;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.Responder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings that change while it listens. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class ListenerServiceTest {
    @TempDir
    Path directory;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<Front> fronts = new CopyOnWriteArrayList<>();
    private final NettyTransport transport = new NettyTransport("auto", 2);
    private final ListenerService service = new ListenerService(this::listener, this::register);

    private Listener listener(ListenerSettings settings) {
        Responder responder = (request, response) -> {
            if (request.params().get("NAME", "").equals("slow")) {
                begun.countDown();
                await(go);
            }
            response.stdout().write("hello".getBytes(US_ASCII));
        };
        return new Listener(
                settings, transport, new Application(responder, task -> new Thread(task).start(), Path.of("unused")));
    }

    private Runnable register(Front front) {
        fronts.add(front);
        return () -> fronts.remove(front);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void end() {
        go.countDown();
        service.close();
        transport.close();
        assertEquals(List.of(), fronts);
    }

    private ListenerSettings unix(String name) {
        return ListenerSettings.of(new ListenAddress.Unix(directory.resolve(name)));
    }

    private static ListenerSettings drain(ListenerSettings settings, int backlog, Duration drain) {
        return new ListenerSettings(settings.address(), backlog, settings.access(), settings.allowed(), drain);
    }

    private ListenAddress at() {
        assertEquals(1, fronts.size());
        assertEquals("", fronts.get(0).failure().orElse(""));
        return ListenAddress.parse(fronts.get(0).address().substring("fastcgi ".length()));
    }

    private static void serves(Peer peer, int id) throws IOException {
        assertEquals("hello", peer.request(id, true, "a").answer(id).stdout());
    }

    @Test
    void allButTheAddressChangesWithoutANewSocket() throws Exception {
        service.apply(unix("x"));
        Path socket = directory.resolve("x");
        Object inode = Files.readAttributes(socket, BasicFileAttributes.class).fileKey();
        try (Peer peer = new Peer(at())) {
            serves(peer, 1);
            service.apply(drain(unix("x").accessibleBy(new SocketAccess("0600", "", "")), 7, Duration.ofSeconds(1)));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            service.apply(unix("x").accessibleBy(new SocketAccess("0666", "", "")));
            assertEquals("rw-rw-rw-", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals(
                    inode,
                    Files.readAttributes(socket, BasicFileAttributes.class).fileKey());
            serves(peer, 2);
        }
    }

    @Test
    void theListOfPeersChangesWithoutANewSocketAndSparesThoseWhoAreThere() throws Exception {
        ListenerSettings any = ListenerSettings.of(ListenAddress.parse(":0"));
        service.apply(any);
        ListenAddress address = at();
        try (Peer peer = new Peer(address)) {
            serves(peer, 1);
            service.apply(any.allowing(AllowedPeers.parse(List.of("192.0.2.1"))));
            assertEquals(address, at());
            try (Peer other = new Peer(address)) {
                assertFalse(other.answers());
            }
            serves(peer, 2);
            service.apply(any.allowing(AllowedPeers.parse(List.of("127.0.0.0/8"))));
            try (Peer other = new Peer(address)) {
                serves(other, 1);
            }
        }
    }

    @Test
    void aNewAddressServesBeforeTheOldOneEndsAndRequestsThereEnd() throws Exception {
        service.apply(unix("old"));
        try (Peer idle = new Peer(at());
                Peer busy = new Peer(at())) {
            serves(idle, 1);
            busy.request(1, true, "slow");
            begun.await();
            service.apply(unix("new"));
            try (Peer peer = new Peer(at())) {
                serves(peer, 1);
            }
            assertEquals("unix:" + directory.resolve("new"), at().toString());
            assertTrue(idle.closedCleanly());
            assertThrows(IOException.class, () -> new Peer(unix("old").address()).close());
            go.countDown();
            assertEquals("hello", busy.answer(1).stdout());
            assertTrue(busy.closedCleanly());
        }
    }

    @Test
    void anAddressThatCannotBeHadLeavesTheOldOne() throws Exception {
        Files.writeString(directory.resolve("file"), "precious");
        service.apply(unix("old"));
        try (Peer peer = new Peer(at())) {
            service.apply(unix("file"));
            serves(peer, 1);
            assertEquals("unix:" + directory.resolve("old"), at().toString());
        }
    }

    @Test
    void settingsThatCannotBeHadLeaveTheFormer() throws Exception {
        service.apply(unix("x"));
        LogCheck.provoke(
                () -> service.apply(unix("x").accessibleBy(new SocketAccess("0666", "", "no-such-group-of-users"))));
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("x"))));
        LogCheck.provoke(() -> service.apply(unix("x").allowing(AllowedPeers.parse(List.of("10.0.0.1")))));
        try (Peer peer = new Peer(at())) {
            serves(peer, 1);
        }
    }

    @Test
    void onePortOfAnotherInterfaceTakesThePlaceOfTheOld() throws Exception {
        service.apply(ListenerSettings.of(ListenAddress.parse("127.0.0.1:0")));
        int port = ((ListenAddress.Tcp) at()).port();
        service.apply(null);
        service.apply(ListenerSettings.of(new ListenAddress.Tcp("127.0.0.1", port)));
        service.apply(ListenerSettings.of(new ListenAddress.Tcp("0.0.0.0", port))
                .allowing(AllowedPeers.parse(List.of("127.0.0.1"))));
        assertEquals("0.0.0.0:" + port, at().toString());
        try (Peer peer = new Peer(ListenAddress.parse(":" + port))) {
            serves(peer, 1);
        }
        // Refused, since nobody is named: the one before comes back.
        service.apply(ListenerSettings.of(new ListenAddress.Tcp("*", port)));
        try (Peer peer = new Peer(ListenAddress.parse(":" + port))) {
            serves(peer, 1);
        }
        assertEquals("0.0.0.0:" + port, at().toString());
    }

    @Test
    void offEndsItAndAnAddressBringsItBack() throws Exception {
        service.apply(unix("x"));
        service.apply(null);
        assertEquals(List.of(), fronts);
        assertFalse(Files.exists(directory.resolve("x")));
        service.apply(unix("x"));
        try (Peer peer = new Peer(at())) {
            serves(peer, 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO_TCP", "EPOLL_TCP"})
    void everyInterfaceWithoutAListIsRefused(Place place) {
        try (Server server = new Server(place, ListenAddress.parse("0.0.0.0:0"), (request, response) -> {}, null)) {
            String failure = server.listener.failure().orElse("");
            assertTrue(failure.startsWith("cannot listen on 0.0.0.0:0: whoever reaches this machine"), failure);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO_TCP", "EPOLL_TCP"})
    void aPeerThatIsNotAllowedIsClosedBeforeAByteIsRead(Place place) throws Exception {
        ListenerSettings settings = ListenerSettings.of(ListenAddress.parse("0.0.0.0:0"));
        AllowedPeers elsewhere = AllowedPeers.parse(List.of("192.0.2.0/24", "2001:db8::/32"));
        try (Server server = new Server(place, settings.allowing(elsewhere), (request, response) -> {}, null);
                Peer peer = new Peer(ListenAddress.parse(":" + ((ListenAddress.Tcp) server.address).port()))) {
            assertFalse(peer.answers());
        }
        AllowedPeers here = AllowedPeers.parse(List.of("127.0.0.0/8"));
        try (Server server = new Server(
                        place,
                        settings.allowing(here),
                        (request, response) -> response.stdout().write("hello".getBytes(US_ASCII)),
                        null);
                Peer peer = new Peer(ListenAddress.parse(":" + ((ListenAddress.Tcp) server.address).port()))) {
            serves(peer, 1);
        }
    }

    @Test
    void ownerAndGroupAreKnownByNameAndByNumber() throws Exception {
        Path probe = Files.createFile(directory.resolve("probe"));
        Map<String, Object> mine = Files.readAttributes(probe, "unix:uid,gid,owner,group");
        for (SocketAccess access : List.of(
                new SocketAccess("0640", String.valueOf(mine.get("owner")), String.valueOf(mine.get("group"))),
                new SocketAccess("0640", String.valueOf(mine.get("uid")), String.valueOf(mine.get("gid"))))) {
            service.apply(null);
            service.apply(unix("x").accessibleBy(access));
            at();
            assertEquals(mine.get("gid"), Files.getAttribute(directory.resolve("x"), "unix:gid"), access::toString);
        }
    }

    @Test
    void anUnknownOwnerIsNamedWithTheRemedyAndNothingIsLeft() throws Exception {
        service.apply(unix("x").accessibleBy(new SocketAccess("0660", "no-such-user-here", "")));
        assertEquals(
                "cannot listen on unix:" + directory.resolve("x") + ": owner=no-such-user-here is not known on this"
                        + " machine; correct it, write its number or leave it out",
                fronts.get(0).failure().orElse(""));
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }
}
