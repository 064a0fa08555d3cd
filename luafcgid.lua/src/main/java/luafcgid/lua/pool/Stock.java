package luafcgid.lua.pool;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import luafcgid.lua.pool.retirement.Reason;
import luafcgid.lua.pool.retirement.Retirement;
import org.jspecify.annotations.Nullable;

/** Which states there are, which are idle, and what a request gets of them. The lock of the {@link Shelf} guards it. */
final class Stock {
    private final Set<PooledState> all = new LinkedHashSet<>();
    private final Counts counts;
    private Capacity capacity;
    private Retirement retirement;
    /** Made when room is needed; kept up to date while that may happen again. */
    private @Nullable Ranking ranking;

    Stock(Capacity capacity) {
        this.capacity = capacity;
        this.retirement = capacity.retirement();
        this.counts = new Counts(capacity);
    }

    Counts counts() {
        return counts;
    }

    Capacity capacity() {
        return capacity;
    }

    /** An idle state of the script, now leased; null when there is none. */
    @Nullable
    PooledState poll(Script script) {
        PooledState state = script.idle.last();
        if (state != null) {
            unlink(state);
            state.leased = true;
            use(state);
        }
        return state;
    }

    private static void use(PooledState state) {
        state.uses++;
        state.script().hits++;
    }

    private void unlink(PooledState state) {
        state.script().idle.remove(state);
        if (ranking != null) {
            ranking.remove(state);
        }
    }

    /** An idle state or a place for a new one; null when there is none now. */
    @Nullable
    Grant grant(Script script) {
        PooledState state = poll(script);
        if (state != null) {
            return Grant.of(state);
        }
        boolean full = counts.isFull(script);
        if (capacity.policy() == Capacity.Policy.THROWAWAY) {
            return new Grant(null, counts.add(script, full || counts.isFull()), null);
        }
        if (full) {
            return null;
        }
        PooledState victim = null;
        if (counts.isFull()) {
            victim = leastWorth();
            if (victim == null) {
                return null;
            }
            drop(victim, Reason.ROOM);
        }
        return new Grant(null, counts.add(script, false), victim);
    }

    private @Nullable PooledState leastWorth() {
        Ranking ranks = ranking;
        if (ranks == null) {
            ranks = new Ranking(all, capacity.halfLife());
            ranking = ranks;
        }
        return ranks.least();
    }

    /** A new state, leased. */
    void add(PooledState state) {
        all.add(state);
        use(state);
    }

    /** A new state that nobody has claimed. */
    void addIdle(PooledState state) {
        all.add(state);
        giveBack(state);
    }

    /** The state is leased no more: it is idle, or has gone when it is retired. */
    void giveBack(PooledState state) {
        state.leased = false;
        if (state.retired != null) {
            all.remove(state);
            counts.remove(state.place());
            return;
        }
        state.script().idle.add(state);
        if (ranking != null) {
            ranking.add(state);
        }
    }

    /** Idle states that were used since they were borrowed last. */
    List<PooledState> used() {
        return all.stream()
                .filter(state -> !state.leased && state.uses != state.measured)
                .toList();
    }

    /** Takes an idle state, without using it; false where somebody has it. */
    boolean borrow(PooledState state) {
        if (state.leased || !all.contains(state)) {
            return false;
        }
        unlink(state);
        state.leased = true;
        state.measured = state.uses;
        return true;
    }

    /** Its place may be another's. One whose script's body still runs is not there yet: its place is its maker's. */
    void abandon(PooledState state) {
        if (all.remove(state)) {
            state.abandoned = true;
            counts.remove(state.place());
        }
    }

    /** Why a state that is fit goes; null when it stays. */
    @Nullable
    Reason reason(PooledState state, long now) {
        return counts.isOverfull() ? Reason.TOO_MANY : retirement.reason(state.standing(now));
    }

    /** Retires the states for which there is a reason; returns the idle ones. */
    List<PooledState> retire(Function<PooledState, @Nullable Reason> reason) {
        List<PooledState> idle = new ArrayList<>();
        for (PooledState state : all) {
            Reason why = reason.apply(state);
            if (why != null) {
                state.retired = why;
                if (!state.leased) {
                    idle.add(state);
                }
            }
        }
        idle.forEach(this::drop);
        return idle;
    }

    /** Returns the idle states that have had their time. */
    List<PooledState> sweep(long now) {
        List<PooledState> over = retire(state -> state.leased ? null : retirement.reason(state.standing(now)));
        if (!counts.isFull()) {
            ranking = null;
        }
        return over;
    }

    /** Returns the script's idle states. */
    List<PooledState> sweep(Script script, Reason reason) {
        List<PooledState> idle = script.idle.all();
        idle.forEach(state -> drop(state, reason));
        return idle;
    }

    private void drop(PooledState state, Reason reason) {
        state.retired = reason;
        drop(state);
    }

    /** Forgets an idle state. */
    private void drop(PooledState state) {
        unlink(state);
        all.remove(state);
        counts.remove(state.place());
    }

    /** Other limits; returns idle states that are too many now. */
    List<PooledState> capacity(Capacity next) {
        capacity = next;
        retirement = next.retirement();
        counts.capacity(next);
        ranking = null;
        List<PooledState> surplus = new ArrayList<>();
        while (counts.isOverfull()) {
            PooledState least = leastWorth();
            if (least == null) {
                break;
            }
            drop(least, Reason.TOO_MANY);
            surplus.add(least);
        }
        return surplus;
    }

    /** What {@code reader} makes of the states. */
    <T> List<T> states(Function<PooledState, T> reader) {
        return all.stream().map(reader).toList();
    }
}
