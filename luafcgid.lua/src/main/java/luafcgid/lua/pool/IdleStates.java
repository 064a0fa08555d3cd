package luafcgid.lua.pool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The idle states of one script, linked, since any of thousands may have to go. The lock of the {@link Shelf} guards it. */
final class IdleStates {
    private @Nullable PooledState last;

    void add(PooledState state) {
        PooledState before = last;
        state.before = before;
        if (before != null) {
            before.after = state;
        }
        last = state;
    }

    /** The one that was used last; null when there is none. */
    @Nullable
    PooledState last() {
        return last;
    }

    void remove(PooledState state) {
        PooledState before = state.before;
        PooledState after = state.after;
        if (before != null) {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        state.before = null;
        state.after = null;
    }

    List<PooledState> all() {
        List<PooledState> all = new ArrayList<>();
        for (PooledState state = last; state != null; state = state.before) {
            all.add(state);
        }
        return all;
    }
}
