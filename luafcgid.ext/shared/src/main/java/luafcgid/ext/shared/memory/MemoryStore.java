package luafcgid.ext.shared.memory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.SharedStore;
import luafcgid.ext.shared.store.StoreException;

/**
 * Keeps dictionaries in memory as long as it lives. The monitor guards the making of dictionaries and what they take of the whole.
 */
public final class MemoryStore implements SharedStore {
    private final LongSupplier clock;
    private final ConcurrentMap<String, MemoryDictionary> dictionaries = new ConcurrentHashMap<>();
    private volatile MemorySettings settings;
    private long promised;

    public MemoryStore(MemorySettings settings) {
        this(settings, System::nanoTime);
    }

    MemoryStore(MemorySettings settings, LongSupplier clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** For dictionaries that are made from now on. */
    public void settings(MemorySettings changed) {
        settings = changed;
    }

    @Override
    public SharedDictionary dictionary(String name, Limits wished) {
        MemoryDictionary there = dictionaries.get(name);
        return there == null ? make(name, wished) : there;
    }

    private synchronized SharedDictionary make(String name, Limits wished) {
        MemoryDictionary there = dictionaries.get(name);
        if (there != null) {
            return there;
        }
        MemorySettings now = settings;
        long bytes = Math.max(MemorySettings.MIN_BYTES, wished.bytes() == 0 ? now.bytes() : wished.bytes());
        long left = now.total() - promised;
        if (bytes > left) {
            throw new StoreException(
                    "no memory: dictionary '" + name + "' wants " + bytes + " bytes, " + Math.max(0, left) + " of "
                            + now.total() + " for all are left; give it less or raise total in the configuration");
        }
        long entries = wished.entries() == 0 ? now.entries() : wished.entries();
        var made = new MemoryDictionary(name, new Limits(bytes, entries, wished.staleNanos()), clock);
        promised += bytes;
        dictionaries.put(name, made);
        return made;
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(dictionaries.keySet());
    }
}
