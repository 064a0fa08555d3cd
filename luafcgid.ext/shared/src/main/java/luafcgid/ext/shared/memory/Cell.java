package luafcgid.ext.shared.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import luafcgid.ext.shared.store.Numeric;
import org.jspecify.annotations.Nullable;

/**
 * What the cache maps a key to. Numbers change in place, by compare-and-set, while weight and time stay; for all else a new cell takes
 * the old one's place, under the cache's lock of the key. The old one is frozen first, so that no number is added to what another
 * thread has read and is about to replace. A cell that was removed without that may still be added to by who found it before: that
 * counts as before the removal.
 */
final class Cell {
    private static final VarHandle ITEM;

    static {
        try {
            ITEM = MethodHandles.lookup().findVarHandle(Cell.class, "item", Item.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Item item;

    Cell(Item item) {
        this.item = item;
    }

    Item item() {
        return item;
    }

    /** Adds to a number that lives; null when there is none, or the cell is about to be replaced. */
    @Nullable
    Numeric add(Numeric step, Lifetimes lifetimes) {
        Item seen = item;
        while (!seen.isFrozen() && seen.value() instanceof Numeric number && !lifetimes.isOver(seen)) {
            Numeric sum = number.plus(step);
            Item witness = (Item) ITEM.compareAndExchange(this, seen, seen.with(sum));
            if (witness == seen) {
                return sum;
            }
            seen = witness;
        }
        return null;
    }

    /** Keeps others from changing it; under the lock of the key. Returns what it held. */
    Item freeze() {
        while (true) {
            Item seen = item;
            if (ITEM.compareAndSet(this, seen, seen.freeze())) {
                return seen;
            }
        }
    }

    /** Undoes {@link #freeze()}: it stays in place. */
    void thaw(Item held) {
        item = held;
    }
}
