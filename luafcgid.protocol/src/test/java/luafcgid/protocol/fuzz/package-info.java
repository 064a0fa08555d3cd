/**
 * Throws mutated conversations at a real server, and mutated answers at the client.
 *
 * <p>{@code mvn verify} does so for 20 seconds. For 10 minutes, which CI has no time for:
 *
 * <pre>mvn verify -pl luafcgid.protocol -Dtest='*FuzzTest' -Dluafcgid.fuzz.seconds=600</pre>
 *
 * <p>Every round has a seed of its own, which a failure names; {@code -Dluafcgid.seed=NUMBER} begins with that round.
 */
package luafcgid.protocol.fuzz;
