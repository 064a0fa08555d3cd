package luafcgid.protocol.fuzz;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.Seed;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a peer sends, its connection ends, what it was answered keeps the rules, and its neighbours are served. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith({LeakCheck.class, LogCheck.class, QuietConsole.class})
class ServerFuzzTest {
    private static final List<List<byte[]>> CORPUS = Conversations.requests();

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void noConversationHurtsTheServerOrItsNeighbours(String kind) throws Exception {
        Seed seed = Seed.of("noConversationHurtsTheServerOrItsNeighbours " + kind);
        FuzzTime time = new FuzzTime(0.4);
        long round = 0;
        try (Target target = new Target(kind);
                Neighbour neighbour = new Neighbour(target.address)) {
            for (; time.goesOn(); round++) {
                try {
                    attack(target, seed.random(round));
                    neighbour.isServed(seed.random(round));
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("round " + round + " failed: " + seed.plus(round), e);
                }
            }
        }
        System.out.println(round + " conversations");
    }

    private static void attack(Target target, Random random) throws Exception {
        byte[] wire = new Mutator(CORPUS, random).next();
        // Some go in the middle of everything.
        boolean stays = random.nextInt(4) > 0;
        try (HostilePeer peer = new HostilePeer(target.address)) {
            peer.say(wire, random);
            if (stays) {
                AnswerRules.check(wire, peer.hear());
            }
        }
    }
}
