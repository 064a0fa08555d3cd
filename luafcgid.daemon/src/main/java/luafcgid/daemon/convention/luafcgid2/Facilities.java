package luafcgid.daemon.convention.luafcgid2;

import java.util.function.Supplier;
import luafcgid.daemon.session.SessionStore;
import luafcgid.lua.StatePool;

/**
 * What the states that are made under the same settings have in common. Not a record: each is equal to itself only, so that other settings
 * mean other states.
 */
final class Facilities {
    private final Luafcgid2Settings settings;
    private final StatePool pool;
    private final Supplier<SessionStore> sessions;

    Facilities(Luafcgid2Settings settings, StatePool pool, Supplier<SessionStore> sessions) {
        this.settings = settings;
        this.pool = pool;
        this.sessions = sessions;
    }

    Luafcgid2Settings settings() {
        return settings;
    }

    StatePool pool() {
        return pool;
    }

    /** The store of the highest ranking. */
    SessionStore sessions() {
        return sessions.get();
    }
}
