package luafcgid.lua.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which states there are, who has them and who waits for one.
 *
 * <p>One lock guards all of it, and the plain fields of {@link Script} and {@link PooledState}. It is held for bookkeeping only: never
 * while Lua runs, a file is touched or somebody else's code is called. States that have to go are returned to the caller, who closes
 * them without the lock.
 */
final class Shelf {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<PooledState> all = new LinkedHashSet<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private PoolSettings settings;
    private boolean closed;
    /** All states and the places reserved for new ones. */
    private int places;

    Shelf(PoolSettings settings) {
        this.settings = settings;
    }

    /** A request that waits; gets a state or a place for a new one. */
    private static final class Waiter {
        private final Script script;
        private final Condition granted;
        private @Nullable Grant grant;

        Waiter(Script script, Condition granted) {
            this.script = script;
            this.granted = granted;
        }
    }

    /**
     * What a request gets.
     *
     * @param state  an idle state, now leased; null for a place, in which the caller makes a new one
     * @param victim a state of another script that had to make room; the caller closes it
     */
    record Grant(@Nullable PooledState state, @Nullable PooledState victim) {}

    /** An idle state of the script, now leased; null when there is none. */
    @Nullable
    PooledState takeIdle(Script script) {
        lock.lock();
        try {
            return closed ? null : poll(script);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable PooledState poll(Script script) {
        PooledState state = script.idle.pollLast();
        if (state != null) {
            state.leased = true;
            state.uses++;
            script.hits++;
        }
        return state;
    }

    /** An idle state or a place for a new one, as soon as there is one. */
    Grant take(Script script, long deadline) throws ScriptException {
        lock.lock();
        try {
            if (closed) {
                throw new ScriptException(Kind.BUSY, "the pool of Lua states is closed");
            }
            Grant grant = grant(script);
            return grant == null ? await(script, deadline) : grant;
        } finally {
            lock.unlock();
        }
    }

    private Grant await(Script script, long deadline) throws ScriptException {
        Waiter waiter = new Waiter(script, lock.newCondition());
        waiters.add(waiter);
        try {
            while (waiter.grant == null) {
                long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (left <= 0 || closed) {
                    throw new ScriptException(
                            Kind.BUSY,
                            script.path() + ": all states are in use (" + script.states + " of this script, " + places
                                    + " of " + settings.states() + " in all)");
                }
                waiter.granted.awaitNanos(left);
            }
            return waiter.grant;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Grant grant = waiter.grant;
            if (grant != null) {
                return grant;
            }
            throw new ScriptException(Kind.BUSY, script.path() + ": interrupted while waiting for a state");
        } finally {
            waiters.remove(waiter);
        }
    }

    private @Nullable Grant grant(Script script) {
        PooledState state = poll(script);
        if (state != null) {
            return new Grant(state, null);
        }
        if (settings.clones() > 0 && script.states >= settings.clones()) {
            return null;
        }
        PooledState victim = null;
        if (places >= settings.states()) {
            victim = leastWorth();
            if (victim == null) {
                return null;
            }
            drop(victim);
        }
        reserve(script);
        return new Grant(null, victim);
    }

    private @Nullable PooledState leastWorth() {
        long now = System.nanoTime();
        long halfLife = settings.halfLife().toNanos();
        PooledState least = null;
        double lowest = Double.POSITIVE_INFINITY;
        for (PooledState state : all) {
            double score = state.leased ? lowest : Score.of(state.uses, now - state.returned, halfLife);
            if (score < lowest) {
                lowest = score;
                least = state;
            }
        }
        return least;
    }

    private void reserve(Script script) {
        places++;
        script.states++;
    }

    /** Reserves a place even if there is none: a changed script must not wait for its own old states. */
    void reserveExtra(Script script) {
        lock.lock();
        try {
            reserve(script);
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back in which no state was made. */
    void cancel(Script script) {
        lock.lock();
        try {
            release(script);
        } finally {
            lock.unlock();
        }
    }

    private void release(Script script) {
        places--;
        script.states--;
        serve();
    }

    private void serve() {
        for (Iterator<Waiter> i = waiters.iterator(); i.hasNext(); ) {
            Waiter waiter = i.next();
            waiter.grant = grant(waiter.script);
            if (waiter.grant != null) {
                i.remove();
                waiter.granted.signal();
            }
        }
    }

    /**
     * Puts a new state, leased to the caller, where a place was reserved for it.
     *
     * @return false, and the place is given back, when the script has moved on to another version meanwhile
     */
    @SuppressWarnings("ReferenceEquality") // A generation is what was loaded then, not what its files are.
    boolean admit(PooledState state) {
        lock.lock();
        try {
            Script script = state.script();
            if (closed || state.generation() != script.current) {
                release(script);
                return false;
            }
            all.add(state);
            state.uses++;
            script.hits++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a state back.
     *
     * @param retire whether it is not fit for another request
     * @return whether it has to be closed
     */
    @SuppressWarnings("ReferenceEquality") // As in admit.
    boolean giveBack(PooledState state, boolean retire) {
        long now = System.nanoTime();
        lock.lock();
        try {
            Script script = state.script();
            state.leased = false;
            state.returned = now;
            boolean worn = settings.maxCount() > 0 && state.uses >= settings.maxCount();
            if (retire
                    || worn
                    || state.retired
                    || closed
                    || places > settings.states()
                    || state.generation() != script.current) {
                all.remove(state);
                release(script);
                return true;
            }
            script.idle.addLast(state);
            if (!waiters.isEmpty()) {
                serve();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Has new requests get another version, or none; returns the idle states of the old one. */
    List<PooledState> swap(Script script, @Nullable Generation next) {
        lock.lock();
        try {
            script.current = next;
            List<PooledState> old = new ArrayList<>(script.idle);
            old.forEach(this::drop);
            serve();
            return old;
        } finally {
            lock.unlock();
        }
    }

    /** Retires the states that the filter accepts; returns the idle ones. */
    List<PooledState> retire(Predicate<PooledState> filter) {
        lock.lock();
        try {
            List<PooledState> idle = new ArrayList<>();
            for (PooledState state : all) {
                if (filter.test(state)) {
                    state.retired = true;
                    if (!state.leased) {
                        idle.add(state);
                    }
                }
            }
            idle.forEach(this::drop);
            serve();
            return idle;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets an idle state. */
    private void drop(PooledState state) {
        Script script = state.script();
        script.idle.remove(state);
        all.remove(state);
        places--;
        script.states--;
    }

    /** Other limits; returns idle states that are too many now. */
    List<PooledState> settings(PoolSettings next) {
        lock.lock();
        try {
            settings = next;
            List<PooledState> surplus = new ArrayList<>();
            while (places > next.states()) {
                PooledState least = leastWorth();
                if (least == null) {
                    break;
                }
                drop(least);
                surplus.add(least);
            }
            serve();
            return surplus;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further requests; returns all idle states. */
    List<PooledState> close() {
        lock.lock();
        try {
            closed = true;
            waiters.forEach(waiter -> waiter.granted.signal());
        } finally {
            lock.unlock();
        }
        return retire(state -> true);
    }

    /** What {@code reader} makes of the states; their fields hold still meanwhile. */
    <T> List<T> states(Function<PooledState, T> reader) {
        lock.lock();
        try {
            return all.stream().map(reader).toList();
        } finally {
            lock.unlock();
        }
    }

    /** What {@code reader} makes of a script, whose fields hold still meanwhile. */
    <T> T script(Script script, Function<Script, T> reader) {
        lock.lock();
        try {
            return reader.apply(script);
        } finally {
            lock.unlock();
        }
    }
}
