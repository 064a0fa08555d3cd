package luafcgid.ext.shared.store;

import java.util.Set;

/**
 * Keeps dictionaries that all Lua states share. Register it as a service: of several the one with the highest ranking serves all
 * states, at once when it comes and when it goes. What the former store held is not carried over.
 *
 * <p>Every method of a store and of what it hands out is called by any thread, many at a time, and never with a lock of the caller
 * held. What the store cannot do now, because a server cannot be reached or there is no room, is a {@link StoreException}; scripts
 * see its message as {@code nil, message}.
 *
 * <p>The store keeps only what this package defines, so that nothing of a state or of another bundle stays reachable from it.
 */
public interface SharedStore {
    /**
     * The dictionary of that name, made when it is asked for first; from then on the same data for everyone who asks.
     *
     * @param name   not empty
     * @param wished count when the dictionary is made, and are ignored where it exists or where the store has no such limits
     * @throws StoreException when there is no room for another
     */
    SharedDictionary dictionary(String name, Limits wished);

    /** The names of the dictionaries that exist. */
    Set<String> names();
}
