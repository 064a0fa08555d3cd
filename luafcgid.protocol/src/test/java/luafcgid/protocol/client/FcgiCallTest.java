package luafcgid.protocol.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.EndRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call sends and takes, byte by byte, against an application by hand. */
@Timeout(30)
class FcgiCallTest {
    private static final EndRequest COMPLETE = new EndRequest(0, ProtocolStatus.REQUEST_COMPLETE);
    private static final String END = "0103 %s 0008 0000 0000000000000000";

    private interface Use {
        void of(FcgiClient client) throws Exception;
    }

    private static void against(ScriptedApplication.Script script, Use use) throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(script);
                FcgiClient client = application.connect(FcgiLimits.DEFAULT)) {
            use.of(client);
            application.played();
        }
    }

    private static String hex(String text) {
        return text.replace(" ", "");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, US_ASCII);
    }

    @Test
    void aFilterIsSentItsStreamsInTheOrderOfTheSpecification() throws Exception {
        String wire = hex(
                "0101 0001 0008 0000 0003010000000000" // BEGIN_REQUEST, FILTER, KEEP_CONN
                        + "0104 0001 0005 0300 0102 41 4242 000000" // PARAMS A=BB
                        + "0104 0001 0000 0000"
                        + "0105 0001 0002 0600 7878 000000000000" // STDIN xx
                        + "0105 0001 0000 0000"
                        + "0108 0001 0003 0500 797979 0000000000" // DATA yyy
                        + "0108 0001 0000 0000");
        against(
                app -> {
                    assertEquals(wire, app.read(wire.length() / 2));
                    app.send("0106 0001 0002 0000 4142").send("0106 0001 0000 0000" + END.formatted("0001"));
                },
                client -> {
                    FcgiCall call = client.begin(Role.FILTER, Map.of("A", "BB"), true);
                    call.stdin().write("xx".getBytes(US_ASCII));
                    assertThrows(IllegalStateException.class, call::data);
                    call.stdin().close();
                    call.data().write("yyy".getBytes(US_ASCII));
                    call.data().close();
                    assertEquals("AB", text(call.stdout().readAllBytes()));
                    assertEquals("", text(call.stderr().readAllBytes()));
                    assertEquals(COMPLETE, call.end());
                });
    }

    @Test
    void onlyAFilterHasData() throws Exception {
        against(app -> app.read(24), client -> {
            FcgiCall call = client.begin(Role.AUTHORIZER, Map.of(), true);
            String message =
                    assertThrows(IllegalStateException.class, call::data).getMessage();
            assertTrue(message.contains("Role.FILTER"), message);
        });
    }

    @Test
    void flushSendsWhatWasWritten() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        against(
                app -> {
                    app.read(24);
                    assertEquals(hex("0105 0001 0001 0700 78 00000000000000"), app.read(16));
                    seen.countDown();
                    app.send(END.formatted("0001"));
                },
                client -> {
                    FcgiCall call = client.begin(Role.RESPONDER, Map.of(), true);
                    call.stdin().write('x');
                    call.stdin().flush();
                    seen.await();
                    assertEquals(COMPLETE, call.end());
                });
    }

    @Test
    void idsAreTheLowestFreeOnesAndFreeWhenTheApplicationHasEndedTheRequest() throws Exception {
        against(
                app -> {
                    app.readRequest().readRequest().readRequest();
                    app.send(END.formatted("0002"));
                    // The second request has got id 2 again, the one after it, whose predecessor was only given up, has
                    // not got 1.
                    assertEquals(hex("0102 0001 0000 0000"), app.read(8));
                    assertEquals(hex(ScriptedApplication.EMPTY_REQUEST.formatted("0002")), app.read(32));
                    assertEquals(hex(ScriptedApplication.EMPTY_REQUEST.formatted("0004")), app.read(32));
                    app.send(END.formatted("0001"));
                },
                client -> {
                    FcgiCall one = begun(client, 1);
                    FcgiCall two = begun(client, 2);
                    begun(client, 3);
                    assertEquals(COMPLETE, two.end());
                    one.close();
                    begun(client, 2);
                    begun(client, 4);
                    assertEquals(COMPLETE, one.end());
                });
    }

    private static FcgiCall begun(FcgiClient client, int id) throws IOException {
        FcgiCall call = client.begin(Role.RESPONDER, Map.of(), true);
        call.stdin().close();
        assertEquals(id, call.id());
        return call;
    }

    @Test
    void interleavedAnswersReachTheirCalls() throws Exception {
        against(
                app -> {
                    app.readRequest().readRequest();
                    app.send("0106 0002 0001 0000 62  0106 0001 0001 00ff 61  0107 0002 0001 0100 65 00");
                    app.send("0106 0001 0001 0000 41  0106 0002 0000 ff00" + "00".repeat(255));
                    app.send("0107 0002 0000 0000" + END.formatted("0002"));
                    app.send("0106 0001 0000 0000" + END.formatted("0001"));
                },
                client -> {
                    FcgiCall one = begun(client, 1);
                    FcgiCall two = begun(client, 2);
                    assertEquals("aA", text(one.stdout().readAllBytes()));
                    assertEquals("b", text(two.stdout().readAllBytes()));
                    assertEquals("e", text(two.stderr().readAllBytes()));
                    assertEquals(COMPLETE, two.end());
                    assertEquals(COMPLETE, one.end());
                });
    }

    @ParameterizedTest
    @CsvSource({"01, CANT_MPX_CONN", "02, OVERLOADED", "03, UNKNOWN_ROLE"})
    void whyARequestWasNotTakenIsToldAndTheConnectionGoesOn(String code, ProtocolStatus status) throws Exception {
        against(
                app -> {
                    app.readRequest().send("0103 0001 0008 0000 00000007 " + code + " 000000");
                    app.readRequest().send(END.formatted("0001"));
                },
                client -> {
                    FcgiCall refused = begun(client, 1);
                    assertEquals(new EndRequest(7, status), refused.end());
                    assertEquals(-1, refused.stdout().read());
                    assertEquals(COMPLETE, begun(client, 1).end());
                });
    }

    @Test
    void anAbortedCallIsEndedByTheApplicationAndItsAnswerIsGone() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        against(
                app -> {
                    app.readRequest().send("0106 0001 0001 0000 61");
                    written.countDown();
                    assertEquals(hex("0102 0001 0000 0000"), app.read(8));
                    app.send("0106 0001 0001 0000 62  0106 0001 0000 0000 0103 0001 0008 0000 0000000900000000");
                    app.readRequest().send(END.formatted("0001"));
                },
                client -> {
                    FcgiCall call = begun(client, 1);
                    written.await();
                    assertEquals('a', call.stdout().read());
                    call.abort();
                    call.abort();
                    assertThrows(IOException.class, () -> call.stdout().read());
                    assertEquals(new EndRequest(9, ProtocolStatus.REQUEST_COMPLETE), call.end());
                    call.abort();
                    assertThrows(IOException.class, () -> call.stdout().read());
                    assertEquals(COMPLETE, begun(client, 1).end());
                });
    }

    @Test
    void whatIsWrittenAfterTheEndGoesNowhere() throws Exception {
        against(
                app -> {
                    app.read(24);
                    app.send("0106 0001 0002 0000 6e6f 0106 0001 0000 0000" + END.formatted("0001"));
                    assertEquals(hex(ScriptedApplication.EMPTY_REQUEST.formatted("0001")), app.read(32));
                    app.send(END.formatted("0001"));
                },
                client -> {
                    FcgiCall call = client.begin(Role.RESPONDER, Map.of(), true);
                    assertEquals(COMPLETE, call.end());
                    call.stdin().write(new byte[1 << 20]);
                    call.stdin().close();
                    assertEquals("no", text(call.stdout().readAllBytes()));
                    assertEquals(COMPLETE, begun(client, 1).end());
                });
    }

    @Test
    void nothingFollowsARequestThatDoesNotKeepTheConnection() throws Exception {
        against(app -> app.readRequest().send(END.formatted("0001")), client -> {
            assertTrue(client.isOpen());
            FcgiCall call = client.begin(Role.RESPONDER, Map.of(), false);
            call.stdin().close();
            assertFalse(client.isOpen());
            String message = assertThrows(
                            IllegalStateException.class, () -> client.begin(Role.RESPONDER, Map.of(), true))
                    .getMessage();
            assertTrue(message.contains("connect again"), message);
            assertEquals(COMPLETE, call.end());
        });
    }

    @Test
    void valuesAreAskedForWhileARequestIsInProgress() throws Exception {
        String query = hex("0109 0000 0024 0400"
                + "0e00 464347495f4d41585f434f4e4e53"
                + "0f00 464347495f4d5058535f434f4e4e53 0100 78".replace("0100 78", "")
                + "0100 58"
                + "00000000");
        against(
                app -> {
                    app.readRequest();
                    assertEquals(query, app.read(query.length() / 2));
                    app.send("010a 0000 0013 0500 0f02 464347495f4d5058535f434f4e4e53 3432 0000000000");
                    app.read(16);
                    app.send("010a 0000 0000 0000");
                    app.send(END.formatted("0001"));
                },
                client -> {
                    FcgiCall call = begun(client, 1);
                    assertEquals(
                            Map.of("FCGI_MPXS_CONNS", "42"),
                            client.getValues(List.of("FCGI_MAX_CONNS", "FCGI_MPXS_CONNS", "X")));
                    assertEquals(Map.of(), client.getValues(List.of("Y")));
                    assertEquals(COMPLETE, call.end());
                });
    }

    @Test
    void anApplicationThatDoesNotKnowGetValuesIsSaidNotToAndServesOn() throws Exception {
        against(
                app -> {
                    app.read(16);
                    app.send("010b 0000 0008 0000 0900000000000000");
                    app.readRequest().send(END.formatted("0001"));
                },
                client -> {
                    String message = assertThrows(ProtocolException.class, () -> client.getValues(List.of("Y")))
                            .getMessage();
                    assertTrue(message.endsWith("it does not know GET_VALUES"), message);
                    assertEquals(COMPLETE, begun(client, 1).end());
                });
    }
}
