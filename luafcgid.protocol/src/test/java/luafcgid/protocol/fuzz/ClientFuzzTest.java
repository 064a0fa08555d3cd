package luafcgid.protocol.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.Role;
import luafcgid.protocol.Seed;
import luafcgid.protocol.client.FcgiCall;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.protocol.client.FcgiLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever an application answers, every call ends: with an answer or with an exception that is not the client's own mistake. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ClientFuzzTest {
    private static final List<List<byte[]>> CORPUS = Conversations.answers();
    private static final FcgiLimits LIMITS = FcgiLimits.DEFAULT.withSilence(Duration.ofSeconds(15));

    @Test
    void noAnswerHangsACallOrLeavesAThread() throws Exception {
        Seed seed = Seed.of("noAnswerHangsACallOrLeavesAThread");
        FuzzTime time = new FuzzTime(0.2);
        Map<Boolean, Integer> outcomes = new HashMap<>();
        Path directory = Files.createTempDirectory("luafcgid");
        Path socket = directory.resolve("s");
        ListenAddress address = new ListenAddress.Unix(socket);
        long round = 0;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address.socketAddress());
            for (; time.goesOn(); round++) {
                try {
                    converse(server, address, seed.random(round), outcomes);
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("round " + round + " failed: " + seed.plus(round), e);
                }
            }
        } finally {
            Files.delete(socket);
            Files.delete(directory);
        }
        System.out.println(round + " answers: " + outcomes);
        assertEquals(2, outcomes.size(), "some calls end well and some do not: " + outcomes);
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("luafcgid-client " + address)),
                "a thread is left");
    }

    private static void converse(
            ServerSocketChannel server, ListenAddress address, Random random, Map<Boolean, Integer> outcomes)
            throws Exception {
        byte[] answer = new Mutator(CORPUS, random).next();
        CompletableFuture<Void> application =
                CompletableFuture.runAsync(() -> answer(server, answer, random.nextInt()));
        try (FcgiClient client = FcgiClient.connect(address, LIMITS)) {
            for (int i = 0; i < 2; i++) {
                outcomes.merge(endsWell(client), 1, Integer::sum);
            }
        }
        application.get();
    }

    private static boolean endsWell(FcgiClient client) {
        try (FcgiCall call = client.begin(Role.RESPONDER, Map.of(), true)) {
            call.stdin().close();
            call.stdout().readAllBytes();
            call.stderr().readAllBytes();
            call.end();
            return true;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the call hung", e);
        } catch (IOException e) {
            return false;
        }
    }

    private static void answer(ServerSocketChannel server, byte[] answer, int seed) {
        Random random = new Random(seed);
        try (SocketChannel peer = server.accept()) {
            peer.read(ByteBuffer.allocate(48));
            int most = random.nextBoolean() ? 12 : 100_000;
            for (int at = 0; at < answer.length; ) {
                int n = Math.min(answer.length - at, 1 + random.nextInt(most));
                peer.write(ByteBuffer.wrap(answer, at, n));
                at += n;
            }
        } catch (IOException e) {
            // The client has had enough.
        }
    }
}
