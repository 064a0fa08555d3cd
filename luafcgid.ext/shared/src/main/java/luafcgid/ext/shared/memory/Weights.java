package luafcgid.ext.shared.memory;

import com.github.benmanes.caffeine.cache.Weigher;
import luafcgid.ext.shared.store.Data;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.ext.shared.store.Text;

/**
 * What entries count for. The cache knows one limit; with a limit of entries each counts for its share of the bytes at least, so that
 * there cannot be more.
 */
final class Weights implements Weigher<Text, Cell> {
    /** The cache's node with its links, its place in the hash table, cell and item; by measurement. */
    static final long ENTRY = 150;

    private final String dictionary;
    private final long limit;
    private final long entries;
    private final long least;

    Weights(String dictionary, Limits limits) {
        this.dictionary = dictionary;
        this.limit = limits.bytes();
        this.entries = limits.entries();
        this.least = entries == 0 ? 0 : limit / entries;
    }

    /** What all entries together may count for. */
    long most() {
        return least == 0 ? limit : least * entries;
    }

    @Override
    public int weigh(Text key, Cell cell) {
        return (int) Math.min(
                Integer.MAX_VALUE, Math.max(least, weight(key, cell.item().value())));
    }

    private static long weight(Text key, Data value) {
        return ENTRY + key.weight() + value.weight();
    }

    /** @throws StoreException when there is no room even if all else goes */
    void check(Text key, Data value) {
        long weight = weight(key, value);
        if (weight > limit) {
            throw new StoreException("no memory: the entry takes " + weight + " bytes, dictionary '" + dictionary
                    + "' holds " + limit + "; store less or give it more bytes");
        }
    }
}
