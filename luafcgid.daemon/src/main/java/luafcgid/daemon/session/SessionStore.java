package luafcgid.daemon.session;

import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions by their ids. Register it as a service: of several the one with the highest ranking serves all states, at once when it
 * comes and when it goes. What the former store held is not carried over.
 *
 * <p>Called by any thread, many at a time, and never with a lock of the caller held. Every method takes effect at one moment between call
 * and return, and everyone sees these moments in the same order. A session goes when it is removed, when its time is over, and when the
 * store needs room for another: one that is over counts as absent at once. What cannot be done now, since a server cannot be reached or a
 * session is too large, is a {@link SessionException}; then nothing has changed, unless its message says that this is not known.
 *
 * <p>The store keeps only what this package defines. Ids are secrets: it does not log them.
 */
public interface SessionStore {
    /**
     * Keeps a new session.
     *
     * @param id letters, digits, {@code -} and {@code _}; 16 to 256 of them
     * @return whether it did: false where there is a session of that id, which stays as it is
     */
    boolean add(String id, Session session);

    /** The session of that id; null where there is none. */
    @Nullable
    Session find(String id);

    /**
     * Puts a session in the place of one that was found.
     *
     * @param seen what the session has to be equal to at that moment
     * @return whether it was; false where it is another by now, or has gone: then nothing has changed
     */
    boolean replace(String id, Session seen, Session next);

    /** Forgets the session of that id; does nothing where there is none. */
    void remove(String id);
}
