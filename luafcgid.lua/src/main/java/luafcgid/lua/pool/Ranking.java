package luafcgid.lua.pool;

import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The idle states of all scripts by what they are worth. The lock of the {@link Shelf} guards it. */
final class Ranking {
    private final TreeSet<PooledState> states =
            new TreeSet<>(Comparator.comparingDouble((PooledState state) -> state.rank)
                    .thenComparingLong(state -> state.state().id()));
    private final long halfLife;

    Ranking(Iterable<PooledState> all, Duration halfLife) {
        this.halfLife = halfLife.toNanos();
        for (PooledState state : all) {
            if (!state.leased) {
                add(state);
            }
        }
    }

    /** A state has become idle. */
    void add(PooledState state) {
        state.rank = Score.of(state.uses, state.returned - PooledState.EPOCH, halfLife);
        states.add(state);
    }

    /** A state is idle no more. */
    void remove(PooledState state) {
        states.remove(state);
    }

    /** The one that is worth least; null when none is idle. */
    @Nullable
    PooledState least() {
        return states.isEmpty() ? null : states.first();
    }
}
