package luafcgid.lua.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.pool.retirement.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Who has which state, and who waits for one.
 *
 * <p>One lock guards all of it: the {@link Stock} and the plain fields of {@link Script} and {@link PooledState}. It is held for
 * bookkeeping only: never while Lua runs, a file is touched or somebody else's code is called. States that have to go are returned to
 * the caller, who closes them without the lock.
 */
final class Shelf {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final Stock stock;
    private boolean closed;

    Shelf(Capacity capacity) {
        this.stock = new Stock(capacity);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #locked}, and those who wait get what has become free. */
    private <T> T change(Supplier<T> work) {
        return locked(() -> {
            T result = work.get();
            serve();
            return result;
        });
    }

    /** An idle state of the script, now leased; null when there is none. */
    @Nullable
    PooledState takeIdle(Script script) {
        lock.lock();
        try {
            return closed ? null : stock.poll(script);
        } finally {
            lock.unlock();
        }
    }

    /** An idle state or a place for a new one, as soon as there is one. */
    Grant take(Script script, long deadline) throws ScriptException {
        lock.lock();
        try {
            if (closed) {
                throw new ScriptException(Kind.BUSY, "the pool of Lua states is closed");
            }
            Grant grant = stock.grant(script);
            return grant == null ? await(script, deadline) : grant;
        } finally {
            lock.unlock();
        }
    }

    private Grant await(Script script, long deadline) throws ScriptException {
        Waiter waiter = new Waiter(script, lock.newCondition());
        waiters.add(waiter);
        try {
            while (true) {
                Grant grant = waiter.grant();
                if (grant != null) {
                    return grant;
                }
                if (closed || !waiter.await(deadline)) {
                    throw new ScriptException(
                            Kind.BUSY,
                            script.path() + ": all states are in use (" + script.states + " of this script, "
                                    + stock.counts().all() + " of "
                                    + stock.capacity().states() + " in all)");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Grant grant = waiter.grant();
            if (grant != null) {
                return grant;
            }
            throw new ScriptException(Kind.BUSY, script.path() + ": interrupted while waiting for a state");
        } finally {
            waiters.remove(waiter);
        }
    }

    private void serve() {
        for (Iterator<Waiter> i = waiters.iterator(); i.hasNext(); ) {
            Waiter waiter = i.next();
            Grant grant = stock.grant(waiter.script());
            if (grant != null) {
                i.remove();
                waiter.give(grant);
            }
        }
    }

    /** Reserves a place even if there is none: a changed script must not wait for its own old states. */
    Place reserveExtra(Script script) {
        return locked(() -> stock.counts().add(script, false));
    }

    /** Reserves a place where the script has fewer states than {@code initial} and the limits allow one more; null where not. */
    @Nullable
    Place reserveInitial(Script script, int initial) {
        return locked(() -> !closed && script.states < initial ? stock.counts().addWithin(script) : null);
    }

    /** Gives a place back in which no state was made. */
    void cancel(Place place) {
        lock.lock();
        try {
            release(place);
        } finally {
            lock.unlock();
        }
    }

    private void release(Place place) {
        stock.counts().remove(place);
        serve();
    }

    /**
     * Puts a new state, leased to the caller, where a place was reserved for it.
     *
     * @return false, and the place is given back, when the script has moved on to another version meanwhile
     */
    boolean admit(PooledState state) {
        lock.lock();
        try {
            if (closed || isOld(state)) {
                release(state.place());
                return false;
            }
            stock.add(state);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #admit}, a state that nobody has claimed. */
    boolean admitIdle(PooledState state) {
        lock.lock();
        try {
            if (closed || isOld(state)) {
                release(state.place());
                return false;
            }
            stock.addIdle(state);
            serve();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Idle states that were used since they were borrowed last. */
    List<PooledState> used() {
        lock.lock();
        try {
            return stock.used();
        } finally {
            lock.unlock();
        }
    }

    /** Takes an idle state, without using it; false where somebody has it. */
    boolean borrow(PooledState state) {
        lock.lock();
        try {
            return stock.borrow(state);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a borrowed state back as it was; returns true where the caller has to close it instead.
     *
     * @param unfit why it has to go; null where it need not
     */
    boolean putBack(PooledState state, @Nullable Reason unfit) {
        lock.lock();
        try {
            long returned = state.returned;
            boolean closes = giveBack(state, unfit);
            state.returned = returned;
            return closes;
        } finally {
            lock.unlock();
        }
    }

    /** Its thread is given up: another state may have its place. Whoever gives it back closes it. */
    void abandon(PooledState state) {
        lock.lock();
        try {
            stock.abandon(state);
            serve();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // A generation is what was loaded then, not what its files are.
    private static boolean isOld(PooledState state) {
        return state.generation() != state.script().current;
    }

    /**
     * Takes a state back.
     *
     * @param unfit why it is not fit for another request; null when it is
     * @return whether it has to be closed
     */
    boolean giveBack(PooledState state, @Nullable Reason unfit) {
        long now = System.nanoTime();
        lock.lock();
        try {
            if (state.abandoned) {
                return true;
            }
            state.returned = now;
            if (state.retired == null) {
                state.retired = unfit == null ? reason(state, now) : unfit;
            }
            stock.giveBack(state);
            if (!waiters.isEmpty()) {
                serve();
            }
            return state.retired != null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Reason reason(PooledState state, long now) {
        if (closed) {
            return Reason.CLOSED;
        }
        return isOld(state) ? Reason.CHANGED : stock.reason(state, now);
    }

    /** Has new requests get another version, or none; returns the idle states of the old one. */
    List<PooledState> swap(Script script, @Nullable Generation next) {
        return change(() -> {
            script.current = next;
            return stock.sweep(script, Reason.CHANGED);
        });
    }

    /** Retires the states that the filter accepts; returns the idle ones. */
    List<PooledState> retire(Reason reason, Predicate<PooledState> filter) {
        return change(() -> stock.retire(state -> filter.test(state) ? reason : null));
    }

    /** Returns the idle states that have had their time. */
    List<PooledState> sweep(long now) {
        return change(() -> stock.sweep(now));
    }

    /** Other limits; returns idle states that are too many now. */
    List<PooledState> capacity(Capacity next) {
        return change(() -> stock.capacity(next));
    }

    /** Refuses further requests; returns all idle states. */
    List<PooledState> close() {
        lock.lock();
        try {
            closed = true;
            waiters.forEach(Waiter::wake);
        } finally {
            lock.unlock();
        }
        return retire(Reason.CLOSED, state -> true);
    }

    /** What {@code reader} makes of the states; their fields hold still meanwhile. */
    <T> List<T> states(Function<PooledState, T> reader) {
        return locked(() -> stock.states(reader));
    }

    /** What {@code reader} makes of a script, whose fields hold still meanwhile. */
    <T> T script(Script script, Function<Script, T> reader) {
        return locked(() -> reader.apply(script));
    }
}
