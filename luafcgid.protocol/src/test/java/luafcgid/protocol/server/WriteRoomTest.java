package luafcgid.protocol.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Role;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.SpoolSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WriteRoomTest {
    private final Deque<Boolean> writable = new ArrayDeque<>();
    private boolean active = true;

    /** A channel that has room as the answers say, one for each look. */
    private final Channel channel = (Channel) Proxy.newProxyInstance(
            WriteRoomTest.class.getClassLoader(),
            new Class<?>[] {Channel.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "isWritable" -> writable.remove();
                case "isActive" -> active;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final WriteRoom room = new WriteRoom(channel);

    private static Exchange exchange() {
        Responder nobody = (request, response) -> {};
        Spool spool = new Spool(SpoolSettings.in(Path.of("unused")));
        Application application = new Application(nobody, task -> {}, spool, () -> Limits.DEFAULT);
        Connections listener = new Connections(ListenAddress.parse(":0"), application);
        Pace pace = new Pace(1000);
        Connection connection = new Connection(new EmbeddedChannel(), listener, Limits.DEFAULT, pace);
        Input input = new Input(Role.RESPONDER, spool, high -> {}, new IncomingParams(listener.budget(), true), pace);
        return new Exchange(connection, 1, Role.RESPONDER, true, input);
    }

    @Test
    void roomThatIsGoneAgainWhenLookedAtTwiceEndsNoRequest() throws Exception {
        writable.addAll(List.of(false, true, false));
        room.await(exchange());
        assertEquals(List.of(false), List.copyOf(writable));
    }

    @Test
    void aConnectionThatEndsEndsTheWait() {
        writable.addAll(List.of(false, false, false));
        active = false;
        assertThrows(RequestAbortedException.class, () -> room.await(exchange()));
    }
}
