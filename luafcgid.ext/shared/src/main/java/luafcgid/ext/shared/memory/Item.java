package luafcgid.ext.shared.memory;

import luafcgid.ext.shared.store.Data;
import luafcgid.ext.shared.store.Entry;
import luafcgid.ext.shared.store.Numeric;
import org.jspecify.annotations.Nullable;

/** What a cell holds for a while. */
final class Item implements Entry {
    /** As {@link #expires}: never. */
    static final long NEVER = Long.MAX_VALUE;

    private final Data value;
    private final int flags;

    /** When its time is over, by the store's clock. */
    final long expires;

    /** What this stands for while its cell is about to be replaced: to be read, but not to be changed. */
    private final @Nullable Item frozen;

    Item(Data value, int flags, long expires) {
        this(value, flags, expires, null);
    }

    private Item(Data value, int flags, long expires, @Nullable Item frozen) {
        this.value = value;
        this.flags = flags;
        this.expires = expires;
        this.frozen = frozen;
    }

    Item freeze() {
        return new Item(value, flags, expires, this);
    }

    boolean isFrozen() {
        return frozen != null;
    }

    /** The one that others may remember. */
    Item thawed() {
        return frozen == null ? this : frozen;
    }

    Item with(Numeric sum) {
        return new Item(sum, flags, expires);
    }

    @Override
    public Data value() {
        return value;
    }

    @Override
    public int flags() {
        return flags;
    }
}
