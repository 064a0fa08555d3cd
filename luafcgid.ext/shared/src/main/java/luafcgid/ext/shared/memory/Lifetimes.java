package luafcgid.ext.shared.memory;

import com.github.benmanes.caffeine.cache.Expiry;
import java.util.function.LongSupplier;
import luafcgid.ext.shared.store.Text;
import luafcgid.ext.shared.store.Ttl;
import org.jspecify.annotations.Nullable;

/** When entries count as absent, and when the cache drops them: so much later that they can be got as stale ones. */
final class Lifetimes implements Expiry<Text, Cell> {
    /** Far enough away to count as never, near enough for sums: a hundred years. */
    private static final long LONGEST = 100L * 365 * 24 * 3600 * 1_000_000_000;

    private final LongSupplier clock;
    private final long stale;

    Lifetimes(LongSupplier clock, long stale) {
        this.clock = clock;
        this.stale = Math.min(stale, LONGEST);
    }

    /** When what is written now, in the place of {@code old}, ends. */
    long end(Ttl ttl, @Nullable Item old) {
        if (ttl.keeps()) {
            return old == null ? Item.NEVER : old.expires;
        }
        return ttl.nanos() >= LONGEST ? Item.NEVER : clock.getAsLong() + ttl.nanos();
    }

    /** How long the item has to live; not positive when its time is over. */
    long left(Item item) {
        return item.expires == Item.NEVER ? Long.MAX_VALUE : item.expires - clock.getAsLong();
    }

    boolean isOver(Item item) {
        return item.expires != Item.NEVER && item.expires - clock.getAsLong() <= 0;
    }

    private long kept(Cell cell) {
        long left = left(cell.item());
        return left == Long.MAX_VALUE ? left : Math.max(0, left + stale);
    }

    @Override
    public long expireAfterCreate(Text key, Cell cell, long now) {
        return kept(cell);
    }

    @Override
    public long expireAfterUpdate(Text key, Cell cell, long now, long current) {
        return kept(cell);
    }

    @Override
    public long expireAfterRead(Text key, Cell cell, long now, long current) {
        return current;
    }
}
