package luafcgid.ext.shared.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data by key for all states. Every method is linearizable for its key: it takes effect at one moment between call and return, and
 * everyone sees these moments in the same order. Nothing is promised between two keys.
 *
 * <p>An entry goes when it is deleted, when its time is over, and when the dictionary needs room for another, even at once: a
 * dictionary is a cache. An expired entry counts as absent for every method but {@link #getStale}. Locks are never evicted, and
 * have nothing to do with the entry of the same key.
 *
 * <p>Every method throws {@link StoreException} for what cannot be done now; then nothing has changed, unless the message says that
 * this is not known.
 */
public interface SharedDictionary {
    /** What the key holds, null for nothing. */
    @Nullable
    Entry get(Text key);

    /** As {@link #get}, but also an expired entry that is still there. */
    @Nullable
    Entry getStale(Text key);

    /**
     * Writes, whatever was there.
     *
     * @throws StoreException when the value has no room, even were all else evicted
     */
    void set(Text key, Data value, int flags, Ttl ttl);

    /** Writes if the key holds nothing; returns whether it did. */
    boolean add(Text key, Data value, int flags, Ttl ttl);

    /** Writes if the key holds something; returns whether it did. */
    boolean replace(Text key, Data value, int flags, Ttl ttl);

    /**
     * Writes if the key was not written since {@code seen} was got from it.
     *
     * @param seen  what {@link #get} returned for this key, null for nothing
     * @param value null to delete
     * @return whether it wrote; false also where the store cannot rule out that there was a write between
     */
    boolean swap(Text key, @Nullable Entry seen, @Nullable Data value, int flags, Ttl ttl);

    /**
     * Adds to a number, exactly: as 64-bit integers as far as they reach, else as doubles. The entry keeps its flags and its time.
     *
     * @param initial the number to begin with when the key holds nothing; null for none
     * @param ttl     of an entry that begins so
     * @return the sum; null when the key holds nothing and there is no initial number
     * @throws StoreException {@code not a number} when the key holds something else
     */
    @Nullable
    Numeric incr(Text key, Numeric step, @Nullable Numeric initial, Ttl ttl);

    /** Removes the entry; returns whether there was one. */
    boolean delete(Text key);

    /** How long the entry has to live; null when the key holds nothing. */
    @Nullable
    Ttl ttl(Text key);

    /** Has the entry live that long from now on, whatever it had; returns whether there is one. */
    boolean expire(Text key, Ttl ttl);

    /**
     * Puts a value at an end of a list; a key that holds nothing becomes a list without an end of life.
     *
     * @return the list's length then
     * @throws StoreException {@code value not a list} when the key holds something else
     */
    long push(Text key, End end, Data value);

    /**
     * Takes a value from an end of a list; with the last one the entry goes.
     *
     * @return null when the key holds nothing
     * @throws StoreException {@code value not a list} when the key holds something else
     */
    @Nullable
    Data pop(Text key, End end);

    /** Keys of entries that are not expired, in no order, at most {@code max}. Not one moment's picture. */
    List<Text> keys(int max);

    /** Removes all entries; locks stay. */
    void clear();

    /** Removes what is expired, stale entries too, and returns how many they were, about. */
    long purge();

    Stats stats();

    /**
     * Takes the lock of a key, waiting for it in the order of those who came.
     *
     * @param owner     who takes it: a number that differs for every state of this daemon. Owners of other daemons that share the store
     *                  are others; a store that serves several tells them apart
     * @param waitNanos how long to wait at most; 0 not to wait
     * @param holdNanos after how long the lock is free again, released or not; {@link Long#MAX_VALUE} for never. A store that cannot
     *                  see its client die has its own shorter time, which it renews as long as the client lives
     * @return null when the time was over
     * @throws StoreException when the owner holds this lock already, or cannot have it for another reason than time
     * @throws InterruptedException when the thread was interrupted before it had the lock: it is not held
     */
    @Nullable
    Hold lock(Text key, long owner, long waitNanos, long holdNanos) throws InterruptedException;
}
