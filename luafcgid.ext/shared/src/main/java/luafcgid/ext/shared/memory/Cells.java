package luafcgid.ext.shared.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.Stats;
import luafcgid.ext.shared.store.Text;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of cells. It works on the threads that use it and has none of its own. {@link #write} holds the cache's lock of the
 * key for as long as it takes to make a new cell.
 */
final class Cells {
    private final Limits limits;
    private final Lifetimes lifetimes;
    private final Cache<Text, Cell> cache;
    private final ConcurrentMap<Text, Cell> map;

    Cells(Limits limits, Weights weights, Lifetimes lifetimes, LongSupplier clock) {
        this.limits = limits;
        this.lifetimes = lifetimes;
        cache = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(clock::getAsLong)
                .maximumWeight(weights.most())
                .weigher(weights)
                .expireAfter(lifetimes)
                .recordStats()
                .build();
        map = cache.asMap();
    }

    @Nullable
    Cell find(Text key) {
        return cache.getIfPresent(key);
    }

    /** What the key holds, expired or not. */
    @Nullable
    Item readAny(Text key) {
        Cell cell = find(key);
        return cell == null ? null : cell.item().thawed();
    }

    /** What the key holds. */
    @Nullable
    Item read(Text key) {
        return alive(readAny(key));
    }

    private @Nullable Item alive(@Nullable Item item) {
        return item == null || lifetimes.isOver(item) ? null : item;
    }

    /**
     * Puts what {@code change} makes of an item in its place.
     *
     * @param change from the item that lives, null for none, to the item to be; the same for no change; null to delete
     * @return the item that lived, null for none
     */
    @Nullable
    Item write(Text key, UnaryOperator<@Nullable Item> change) {
        Change made = new Change(change);
        map.compute(key, (k, cell) -> made.apply(cell));
        return made.before;
    }

    private final class Change {
        private final UnaryOperator<@Nullable Item> change;

        @Nullable
        Item before;

        Change(UnaryOperator<@Nullable Item> change) {
            this.change = change;
        }

        @Nullable
        Cell apply(@Nullable Cell cell) {
            if (cell == null) {
                return made(change.apply(null));
            }
            Item held = cell.freeze();
            boolean stays = true;
            try {
                before = alive(held);
                Item after = change.apply(before);
                stays = after == before;
                return stays ? cell : made(after);
            } finally {
                if (stays) {
                    cell.thaw(held);
                }
            }
        }

        private static @Nullable Cell made(@Nullable Item item) {
            return item == null ? null : new Cell(item);
        }
    }

    /** Removes what the key holds, expired or not; returns what lived. */
    @Nullable
    Item remove(Text key) {
        Cell cell = map.remove(key);
        return cell == null ? null : alive(cell.item());
    }

    List<Text> keys(int max) {
        List<Text> keys = new ArrayList<>();
        for (Map.Entry<Text, Cell> entry : map.entrySet()) {
            if (keys.size() >= max) {
                break;
            }
            if (!lifetimes.isOver(entry.getValue().item())) {
                keys.add(entry.getKey());
            }
        }
        return keys;
    }

    void clear() {
        cache.invalidateAll();
    }

    /** Removes what is expired and returns how many there were, about. */
    long purge() {
        long before = cache.estimatedSize();
        map.forEach((key, cell) -> {
            if (lifetimes.isOver(cell.item())) {
                map.remove(key, cell);
            }
        });
        cache.cleanUp();
        return Math.max(0, before - cache.estimatedSize());
    }

    Stats stats() {
        CacheStats counted = cache.stats();
        Policy.Eviction<Text, Cell> eviction = cache.policy().eviction().orElseThrow();
        return new Stats(
                cache.estimatedSize(),
                eviction.weightedSize().orElse(0),
                limits,
                counted.hitCount(),
                counted.missCount(),
                counted.evictionCount());
    }
}
