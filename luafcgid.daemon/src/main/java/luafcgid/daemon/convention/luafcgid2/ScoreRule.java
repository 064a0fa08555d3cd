package luafcgid.daemon.convention.luafcgid2;

import luafcgid.daemon.session.Client;

/**
 * How much a request has to look like the one before for its session: a stolen cookie alone is worth nothing.
 *
 * @param target    points that it needs; none where it is not above 0
 * @param address   points for the same address
 * @param userAgent points for the same user agent
 * @param language  points for the same Accept-Language
 */
record ScoreRule(int target, int address, int userAgent, int language) {
    /** @throws IllegalArgumentException naming the key, the value and what is allowed */
    ScoreRule {
        check("sessionipscore", address);
        check("sessionuseragentscore", userAgent);
        check("sessionlanguagescore", language);
        long sum = (long) address + userAgent + language;
        if (target > sum) {
            throw new IllegalArgumentException("sessiontargetscore=" + target + ": wants a number up to " + sum
                    + ", the sum of the scores; with more no session would be found again");
        }
    }

    private static void check(String key, int points) {
        if (points < 0) {
            throw new IllegalArgumentException(key + "=" + points + ": wants a number from 0");
        }
    }

    /** Whether a client gets a session. What neither has sent is the same. */
    boolean admits(Client client, Client owner) {
        long points = (client.address().equals(owner.address()) ? (long) address : 0)
                + (client.userAgent().equals(owner.userAgent()) ? userAgent : 0)
                + (client.language().equals(owner.language()) ? language : 0);
        return target <= 0 || points >= target;
    }
}
