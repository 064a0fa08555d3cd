package luafcgid.daemon.session.memory;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import luafcgid.daemon.session.Session;
import luafcgid.daemon.session.SessionException;
import luafcgid.daemon.session.SessionStore;
import luafcgid.protocol.LimitedLog;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in memory, within limits: where there is no room, the one that was changed least recently goes.
 *
 * <p>One lock guards all of it, for bookkeeping only.
 */
public final class MemorySessions implements SessionStore {
    private static final LimitedLog LOG =
            new LimitedLog(System.getLogger("luafcgid.daemon.Luafcgid2"), Duration.ofMinutes(1));

    /** How often sessions that are over are looked for where none is asked for. */
    private static final Duration PURGE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    /** The one changed least recently comes first. */
    private final LinkedHashMap<String, Held> sessions = new LinkedHashMap<>();

    private MemoryLimits limits;
    private long bytes;
    private Instant purgeAt = Instant.MIN;
    /** The limit for which a session had to go, until that is told. */
    private @Nullable String exceeded;

    private record Held(Session session, long weight) {}

    public MemorySessions(MemoryLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Other limits, at once. */
    public void limits(MemoryLimits next) {
        locked(() -> {
            limits = next;
            makeRoom();
            return true;
        });
    }

    @Override
    public boolean add(String id, Session session) {
        return locked(() -> current(id) == null && put(id, session));
    }

    @Override
    public @Nullable Session find(String id) {
        lock.lock();
        try {
            return current(id);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean replace(String id, Session seen, Session next) {
        return locked(() -> {
            Session current = current(id);
            return current != null && current.equals(seen) && put(id, next);
        });
    }

    @Override
    public void remove(String id) {
        locked(() -> drop(id));
    }

    /** Tells without the lock what went for lack of room. */
    private boolean locked(BooleanSupplier work) {
        String limit;
        boolean result;
        lock.lock();
        try {
            result = work.getAsBoolean();
            limit = exceeded;
            exceeded = null;
        } finally {
            lock.unlock();
        }
        if (limit != null) {
            LOG.log(
                    Level.WARNING,
                    limit,
                    () -> "a session was forgotten before its time, since there are more than " + limit
                            + " in luafcgid.daemon.Luafcgid2 allows");
        }
        return result;
    }

    private @Nullable Session current(String id) {
        Held held = sessions.get(id);
        if (held != null && held.session.isOver(clock.instant())) {
            drop(id);
            return null;
        }
        return held == null ? null : held.session;
    }

    private boolean put(String id, Session session) {
        long weight = session.weight();
        if (weight > limits.bytesOfOne()) {
            throw new SessionException("the session takes " + weight + " bytes, more than the " + limits.bytesOfOne()
                    + " that one may: keep less in it, or raise 'sessionbytes' in luafcgid.daemon.Luafcgid2");
        }
        drop(id);
        sessions.put(id, new Held(session, weight));
        bytes += weight;
        purge();
        makeRoom();
        return true;
    }

    private boolean drop(String id) {
        Held held = sessions.remove(id);
        bytes -= held == null ? 0 : held.weight;
        return held != null;
    }

    private void purge() {
        Instant now = clock.instant();
        if (!now.isBefore(purgeAt)) {
            purgeAt = now.plus(PURGE);
            sessions.values().removeIf(held -> {
                boolean over = held.session.isOver(now);
                bytes -= over ? held.weight : 0;
                return over;
            });
        }
    }

    private void makeRoom() {
        while (sessions.size() > limits.sessions() || bytes > limits.bytes()) {
            Map.Entry<String, Held> oldest = sessions.entrySet().iterator().next();
            if (!oldest.getValue().session.isOver(clock.instant())) {
                exceeded = sessions.size() > limits.sessions()
                        ? "sessions=" + limits.sessions()
                        : "sessionbytes=" + limits.bytes();
            }
            drop(oldest.getKey());
        }
    }
}
