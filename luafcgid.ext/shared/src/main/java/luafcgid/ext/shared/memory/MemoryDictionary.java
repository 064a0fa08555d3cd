package luafcgid.ext.shared.memory;

import java.util.List;
import java.util.function.LongSupplier;
import luafcgid.ext.shared.store.Data;
import luafcgid.ext.shared.store.End;
import luafcgid.ext.shared.store.Entry;
import luafcgid.ext.shared.store.Hold;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.Numeric;
import luafcgid.ext.shared.store.Queue;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.Stats;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.ext.shared.store.Text;
import luafcgid.ext.shared.store.Ttl;
import org.jspecify.annotations.Nullable;

/** A dictionary in memory: what its operations make of items. */
final class MemoryDictionary implements SharedDictionary {
    private final Weights weights;
    private final Lifetimes lifetimes;
    private final Locks locks;
    private final Cells cells;

    MemoryDictionary(String name, Limits limits, LongSupplier clock) {
        weights = new Weights(name, limits);
        lifetimes = new Lifetimes(clock, limits.staleNanos());
        locks = new Locks(clock);
        cells = new Cells(limits, weights, lifetimes, clock);
    }

    @Override
    public @Nullable Entry get(Text key) {
        return cells.read(key);
    }

    @Override
    public @Nullable Entry getStale(Text key) {
        return cells.readAny(key);
    }

    private Item item(Data value, int flags, Ttl ttl, @Nullable Item old) {
        return new Item(value, flags, lifetimes.end(ttl, old));
    }

    @Override
    public void set(Text key, Data value, int flags, Ttl ttl) {
        weights.check(key, value);
        cells.write(key, old -> item(value, flags, ttl, old));
    }

    @Override
    public boolean add(Text key, Data value, int flags, Ttl ttl) {
        weights.check(key, value);
        return cells.write(key, old -> old == null ? item(value, flags, ttl, null) : old) == null;
    }

    @Override
    public boolean replace(Text key, Data value, int flags, Ttl ttl) {
        weights.check(key, value);
        return cells.write(key, old -> old == null ? null : item(value, flags, ttl, old)) != null;
    }

    @Override
    public boolean swap(Text key, @Nullable Entry seen, @Nullable Data value, int flags, Ttl ttl) {
        if (value != null) {
            weights.check(key, value);
        }
        return seen
                == cells.write(key, old -> {
                    if (old != seen) {
                        return old;
                    }
                    return value == null ? null : item(value, flags, ttl, old);
                });
    }

    @Override
    public @Nullable Numeric incr(Text key, Numeric step, @Nullable Numeric initial, Ttl ttl) {
        Cell cell = cells.find(key);
        Numeric sum = cell == null ? null : cell.add(step, lifetimes);
        return sum == null ? incrLocked(key, step, initial, ttl) : sum;
    }

    private @Nullable Numeric incrLocked(Text key, Numeric step, @Nullable Numeric initial, Ttl ttl) {
        if (initial != null) {
            weights.check(key, initial);
        }
        Item before = cells.write(key, old -> {
            if (old == null) {
                return initial == null ? null : item(initial.plus(step), 0, ttl, null);
            }
            return old.with(number(old).plus(step));
        });
        if (before != null) {
            return number(before).plus(step);
        }
        return initial == null ? null : initial.plus(step);
    }

    private static Numeric number(Item item) {
        if (item.value() instanceof Numeric number) {
            return number;
        }
        throw new StoreException("not a number");
    }

    @Override
    public boolean delete(Text key) {
        return cells.remove(key) != null;
    }

    @Override
    public @Nullable Ttl ttl(Text key) {
        Item item = cells.readAny(key);
        long left = item == null ? 0 : lifetimes.left(item);
        return left <= 0 ? null : new Ttl(left);
    }

    @Override
    public boolean expire(Text key, Ttl ttl) {
        return cells.write(key, old -> old == null ? null : item(old.value(), old.flags(), ttl, old)) != null;
    }

    @Override
    public long push(Text key, End end, Data value) {
        var length = new Object() {
            int now;
        };
        cells.write(key, old -> {
            Queue list = queue(old).push(end, value);
            weights.check(key, list);
            length.now = list.length();
            return old == null ? item(list, 0, Ttl.FOREVER, null) : item(list, old.flags(), Ttl.KEEP, old);
        });
        return length.now;
    }

    @Override
    public @Nullable Data pop(Text key, End end) {
        Item before = cells.write(key, old -> {
            Queue list = queue(old).pop(end);
            return old == null || list.length() == 0 ? null : item(list, old.flags(), Ttl.KEEP, old);
        });
        return queue(before).peek(end);
    }

    private static Queue queue(@Nullable Item item) {
        if (item == null) {
            return Queue.EMPTY;
        }
        if (item.value() instanceof Queue queue) {
            return queue;
        }
        throw new StoreException("value not a list");
    }

    @Override
    public List<Text> keys(int max) {
        return cells.keys(max);
    }

    @Override
    public void clear() {
        cells.clear();
    }

    @Override
    public long purge() {
        return cells.purge();
    }

    @Override
    public Stats stats() {
        return cells.stats();
    }

    @Override
    public @Nullable Hold lock(Text key, long owner, long waitNanos, long holdNanos) throws InterruptedException {
        return locks.lock(key, owner, waitNanos, holdNanos);
    }
}
