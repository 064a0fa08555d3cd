package luafcgid.daemon.convention.luafcgid2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import luafcgid.daemon.session.Client;
import org.junit.jupiter.api.Test;

final class ScoreRuleTest {
    private static final ScoreRule RULE = new ScoreRule(3, 3, 2, 1);
    private static final Client OWNER = new Client("10.0.0.1", "agent", "en");

    @Test
    void addressAloneIsEnough() {
        assertTrue(RULE.admits(new Client("10.0.0.1", "other", "de"), OWNER));
    }

    @Test
    void agentAndLanguageTogetherAreEnough() {
        assertTrue(RULE.admits(new Client("10.0.0.2", "agent", "en"), OWNER));
        assertFalse(RULE.admits(new Client("10.0.0.2", "agent", "de"), OWNER));
        assertFalse(RULE.admits(new Client("10.0.0.2", "other", "en"), OWNER));
    }

    @Test
    void whatNeitherSaysIsTheSame() {
        assertTrue(RULE.admits(new Client("x", "", ""), new Client("y", "", "")));
    }

    @Test
    void withoutATargetEveryoneIsAdmitted() {
        assertTrue(new ScoreRule(0, 3, 2, 1).admits(new Client("x", "y", "z"), OWNER));
        assertTrue(new ScoreRule(-1, 0, 0, 0).admits(new Client("x", "y", "z"), OWNER));
    }

    @Test
    void targetThatNobodyReachesIsRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new ScoreRule(7, 3, 2, 1));
        assertEquals(
                "sessiontargetscore=7: wants a number up to 6, the sum of the scores; with more no session would be"
                        + " found again",
                e.getMessage());
        assertEquals(
                "sessionipscore=-1: wants a number from 0",
                assertThrows(IllegalArgumentException.class, () -> new ScoreRule(0, -1, 2, 1))
                        .getMessage());
    }
}
