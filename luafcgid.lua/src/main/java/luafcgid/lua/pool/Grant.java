package luafcgid.lua.pool;

import org.jspecify.annotations.Nullable;

/**
 * What a request gets: a state or a place.
 *
 * @param state  an idle state, now leased
 * @param place  where the caller makes a new one
 * @param victim a state of another script that had to make room; the caller closes it
 */
record Grant(@Nullable PooledState state, @Nullable Place place, @Nullable PooledState victim) {
    static Grant of(PooledState state) {
        return new Grant(state, null, null);
    }
}
