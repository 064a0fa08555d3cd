package luafcgid.daemon.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A session at one moment: immutable, and equal by content. Names of realms and variables hold one byte per character. Its time ends
 * to the millisecond.
 */
public final class Session {
    /** The name that means every realm. */
    public static final String EVERY_REALM = "*";

    /** What a map's entry takes besides key and value. */
    private static final long ENTRY = 100;

    private final Client client;
    private final Instant expires;
    /** Neither this map nor one in it is changed. */
    private final SortedMap<String, SortedMap<String, SessionValue>> realms;

    private Session(Client client, Instant expires, SortedMap<String, SortedMap<String, SessionValue>> realms) {
        this.client = client;
        this.expires = expires.truncatedTo(ChronoUnit.MILLIS);
        this.realms = realms;
    }

    /** One without variables. */
    public static Session of(Client client, Instant expires) {
        return new Session(client, expires, new TreeMap<>());
    }

    /** One with a copy of these variables, by realm and name. */
    public static Session of(Client client, Instant expires, Map<String, ? extends Map<String, SessionValue>> realms) {
        SortedMap<String, SortedMap<String, SessionValue>> copy = new TreeMap<>();
        realms.forEach((realm, variables) -> copy.put(realm, new TreeMap<>(variables)));
        return new Session(client, expires, copy);
    }

    /** Who used it last. */
    public Client client() {
        return client;
    }

    /** When its time is over. */
    public Instant expires() {
        return expires;
    }

    /** Its variables by realm and name, both in the order of their bytes; cannot be changed. */
    public SortedMap<String, SortedMap<String, SessionValue>> realms() {
        TreeMap<String, SortedMap<String, SessionValue>> view = new TreeMap<>();
        realms.forEach((realm, variables) -> view.put(realm, Collections.unmodifiableSortedMap(variables)));
        return Collections.unmodifiableSortedMap(view);
    }

    /** Whether its time is over. */
    public boolean isOver(Instant now) {
        return !now.isBefore(expires);
    }

    /** The same, used by that client and kept until then. */
    public Session touched(Client by, Instant until) {
        return new Session(by, until, realms);
    }

    /** Whether there is that realm; for {@link #EVERY_REALM}, whether there is any. */
    public boolean hasRealm(String realm) {
        return realm.equals(EVERY_REALM) ? !realms.isEmpty() : realms.containsKey(realm);
    }

    /** A variable of a realm, for {@link #EVERY_REALM} of the first one that has it; null where there is none. */
    public @Nullable SessionValue get(String realm, String name) {
        if (realm.equals(EVERY_REALM)) {
            return realms.values().stream()
                    .map(each -> each.get(name))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        Map<String, SessionValue> found = realms.get(realm);
        return found == null ? null : found.get(name);
    }

    /**
     * With a variable of a realm set, which is made where there is none; for {@link #EVERY_REALM} in each one that there is.
     *
     * @param value null to delete it
     */
    public Session with(String realm, String name, @Nullable SessionValue value) {
        SortedMap<String, SortedMap<String, SessionValue>> changed = new TreeMap<>(realms);
        if (realm.equals(EVERY_REALM)) {
            changed.replaceAll((each, variables) -> with(variables, name, value));
        } else {
            changed.put(realm, with(changed.getOrDefault(realm, new TreeMap<>()), name, value));
        }
        return new Session(client, expires, changed);
    }

    private static SortedMap<String, SessionValue> with(
            SortedMap<String, SessionValue> variables, String name, @Nullable SessionValue value) {
        TreeMap<String, SessionValue> changed = new TreeMap<>(variables);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    /** Without a realm; without any for {@link #EVERY_REALM}. */
    public Session without(String realm) {
        SortedMap<String, SortedMap<String, SessionValue>> changed = new TreeMap<>(realms);
        if (realm.equals(EVERY_REALM)) {
            changed.clear();
        } else {
            changed.remove(realm);
        }
        return new Session(client, expires, changed);
    }

    /** About how many bytes of memory it takes. */
    public long weight() {
        long weight = ENTRY + client.weight();
        for (Map.Entry<String, SortedMap<String, SessionValue>> realm : realms.entrySet()) {
            weight += ENTRY + realm.getKey().length();
            for (Map.Entry<String, SessionValue> each : realm.getValue().entrySet()) {
                weight += ENTRY + each.getKey().length() + each.getValue().weight();
            }
        }
        return weight;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Session session
                        && expires.equals(session.expires)
                        && client.equals(session.client)
                        && realms.equals(session.realms));
    }

    @Override
    public int hashCode() {
        return Objects.hash(client, expires, realms);
    }
}
