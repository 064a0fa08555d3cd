package luafcgid.protocol.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RefusedPeersTest {
    private static final Logger LOGGER = Logger.getLogger("luafcgid.protocol.Listener");

    private final List<String> said = new ArrayList<>();
    private final RefusedPeers peers = new RefusedPeers("*:9000");

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord log) {
            said.add(log.getLevel() + " " + new SimpleFormatter().formatMessage(log));
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        LOGGER.setUseParentHandlers(true);
        LOGGER.removeHandler(handler);
    }

    private void come(String address, int times) {
        for (int i = 0; i < times; i++) {
            peers.refused(new InetSocketAddress(address, 1000 + i));
        }
    }

    @Test
    void anAddressIsNamedOnceHoweverOftenItComes() {
        come("10.0.0.1", 1500);
        come("10.0.0.2", 2);
        assertEquals(
                List.of(
                        "WARNING *:9000 refused a connection from 10.0.0.1, which is not allowed",
                        "WARNING *:9000 refused a connection from 10.0.0.2, which is not allowed"),
                said);
    }

    @Test
    void whoHasNoAddressIsTold() {
        peers.refused(null);
        assertTrue(said.get(0).contains("a peer that is not TCP"), said.get(0));
    }
}
