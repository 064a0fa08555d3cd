package luafcgid.protocol.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an application does wrong ends in an exception that says what, for all calls of the connection, and in no wait. */
@Timeout(30)
class BrokenApplicationTest {
    private static FcgiCall begun(FcgiClient client) throws IOException {
        FcgiCall call = client.begin(Role.RESPONDER, Map.of(), true);
        call.stdin().close();
        return call;
    }

    /** What two calls, a query and those that come later are told when the application sends this and, perhaps, closes. */
    private static void told(Class<? extends IOException> kind, String why, boolean closes, String wire)
            throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest().read(24);
                    app.send(wire);
                    if (!closes) {
                        over.await();
                    }
                });
                FcgiClient client = application.connect(FcgiLimits.DEFAULT)) {
            FcgiCall one = begun(client);
            FcgiCall two = client.begin(Role.RESPONDER, Map.of(), true);
            String message = assertThrows(kind, two::end).getMessage();
            assertEquals("connection to " + application.address + ": " + why, message);
            assertEquals(message, assertThrows(kind, one::end).getMessage());
            assertEquals(
                    message,
                    assertThrows(kind, () -> two.stdout().readAllBytes()).getMessage());
            two.stdin().write('x');
            assertEquals(message, assertThrows(kind, () -> two.stdin().flush()).getMessage());
            assertEquals(
                    message,
                    assertThrows(kind, () -> client.getValues(List.of("A"))).getMessage());
            assertEquals(message, assertThrows(kind, () -> begun(client)).getMessage());
            assertFalse(client.isOpen());
            over.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            0103 0003 0008 0000 0000000000000000 | the application sent END_REQUEST for request 3, which is not in progress
            0106 0009 0001 0000 61               | the application sent STDOUT for request 9, which is not in progress
            0107 0009 0000 0000                  | the application sent STDERR for request 9, which is not in progress
            0106 0001 0000 0000 0106 0001 0001 0000 61 | content of STDOUT of request 1 after its end
            0107 0001 0000 0000 0107 0001 0000 0000 | a second end of STDERR of request 1
            0103 0001 0007 0000 00000000000000   | END_REQUEST content length: 7 != 8
            0103 0001 0008 0000 0000000004000000 | protocolStatus 4 is not one of 0 to 3
            0101 0001 0008 0000 0001000000000000 | the application sent BEGIN_REQUEST for request 1, which no application sends
            0102 0001 0000 0000                  | the application sent ABORT_REQUEST for request 1, which no application sends
            0104 0001 0001 0000 61               | the application sent PARAMS for request 1, which no application sends
            0105 0001 0000 0000                  | the application sent STDIN for request 1, which no application sends
            0108 0001 0001 0000 61               | the application sent DATA for request 1, which no application sends
            0109 0000 0000 0000                  | the application sent GET_VALUES for request 0, which no application sends
            010a 0000 0000 0000                  | the application sent GET_VALUES_RESULT without a GET_VALUES to answer
            010a 0001 0000 0000                  | the application sent GET_VALUES_RESULT for request 1, which no application sends
            010b 0000 0008 0000 0900000000000000 | the application sent UNKNOWN_TYPE without a GET_VALUES to answer
            010b 0000 0008 0000 6300000000000000 | the application answers UNKNOWN_TYPE to a management record of type 99, which this client does not send
            010b 0000 0001 0000 09               | UNKNOWN_TYPE content length: 1 != 8
            0103 0000 0008 0000 0000000000000000 | the application sent END_REQUEST for request 0, which no application sends
            0106 0000 0001 0000 61               | the application sent STDOUT for request 0, which no application sends
            0163 0001 0000 0000                  | the application sent a record of type 99 for request 1, which no application sends
            0100 0001 0000 0000                  | the application sent a record of type 0 for request 1, which no application sends
            0206                                 | record version 2 is not 1: the peer does not speak FastCGI 1.0
            48545450                             | record version 72 is not 1: the peer does not speak FastCGI 1.0
            """)
    void aRecordThatTheProtocolDoesNotAllowIsNamed(String wire, String why) throws Exception {
        told(ProtocolException.class, why, false, wire);
    }

    @ParameterizedTest
    @CsvSource({
        "'', before END_REQUEST",
        "0106 0001 0001 0000 61, before END_REQUEST",
        "01, within a record",
        "0103 0001 0008 0000, within a record",
        "0103 0001 0008 0000 00000000000000, within a record",
        "0106 0001 ffff 0000 61, within a record",
        "0106 0001 0001 ff00 61 00, within a record"
    })
    void aConnectionThatEndsTooEarlyIsSaidToHaveDoneSo(String wire, String when) throws Exception {
        told(EOFException.class, "the application closed the connection " + when, true, wire);
    }

    @Test
    void aRecordForARequestThatHasEndedBreaksTheConnection() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest().readRequest().send("0103 0001 0008 0000 0000000000000000");
                    ended.await();
                    app.send("0106 0001 0001 0000 61").readToEnd();
                });
                FcgiClient client = application.connect(FcgiLimits.DEFAULT)) {
            FcgiCall one = begun(client);
            FcgiCall two = begun(client);
            one.end();
            ended.countDown();
            String message = assertThrows(ProtocolException.class, two::end).getMessage();
            assertTrue(message.endsWith("STDOUT for request 1, which is not in progress"), message);
            one.end();
            application.played();
        }
    }

    @Test
    void whatWasThereBeforeTheConnectionBrokeCanBeRead() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                        app -> app.readRequest().send("0106 0001 0002 0000 6162 0163 0001 0000 0000"));
                FcgiClient client = application.connect(FcgiLimits.DEFAULT)) {
            FcgiCall call = begun(client);
            assertThrows(ProtocolException.class, call::end);
            assertEquals('a', call.stdout().read());
            assertEquals('b', call.stdout().read());
            assertThrows(ProtocolException.class, () -> call.stdout().read());
        }
    }

    @Test
    void aMalformedAnswerToGetValuesIsNamed() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                        app -> app.send("010a 0000 0002 0000 7f7f").readToEnd());
                FcgiClient client = application.connect(FcgiLimits.DEFAULT)) {
            String message = assertThrows(ProtocolException.class, () -> client.getValues(List.of("A")))
                    .getMessage();
            assertTrue(message.contains("name-value pair at 0 announces 127 and 127 bytes"), message);
            application.played();
        }
    }
}
