package luafcgid.ext.shared.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import luafcgid.ext.shared.store.Hold;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.ext.shared.store.Text;
import org.jspecify.annotations.Nullable;

/**
 * The locks of a dictionary. The guard protects all fields, those of chains and grants too, and is held for a few instructions; who
 * waits, waits on a condition of it. Only the first of a chain's waiters may take the lock.
 */
final class Locks {
    private final LongSupplier clock;
    private final ReentrantLock guard = new ReentrantLock();
    private final Map<Text, Chain> chains = new HashMap<>();

    Locks(LongSupplier clock) {
        this.clock = clock;
    }

    @Nullable
    Hold lock(Text key, long owner, long waitNanos, long holdNanos) throws InterruptedException {
        guard.lockInterruptibly();
        try {
            Chain chain = chains.computeIfAbsent(key, Chain::new);
            if (chain.isFree() && chain.waiters.isEmpty()) {
                return chain.grant(owner, holdNanos);
            }
            chain.refuse(owner);
            return waitNanos > 0 && chain.await(waitNanos) ? chain.grant(owner, holdNanos) : null;
        } finally {
            guard.unlock();
        }
    }

    /** Who has the lock of a key, and who wants it. */
    private final class Chain {
        final Text key;
        final Deque<Condition> waiters = new ArrayDeque<>(1);

        @Nullable
        Grant granted;

        Chain(Text key) {
            this.key = key;
        }

        boolean isFree() {
            Grant grant = granted;
            return grant == null || grant.left() <= 0;
        }

        void refuse(long owner) {
            Grant grant = granted;
            if (grant != null && grant.owner == owner && grant.left() > 0) {
                throw new StoreException("lock '" + key + "' is held by this state already; unlock it first");
            }
        }

        Grant grant(long owner, long holdNanos) {
            Grant grant = new Grant(this, owner, holdNanos, clock.getAsLong());
            granted = grant;
            Condition first = waiters.peekFirst();
            if (first != null && holdNanos != Long.MAX_VALUE) {
                // It came to be the first just now, and has to wake when the time is over.
                first.signal();
            }
            return grant;
        }

        /** Waits to be the first while the lock is free; false when the time is over. */
        boolean await(long waitNanos) throws InterruptedException {
            Condition turn = guard.newCondition();
            long begun = clock.getAsLong();
            waiters.add(turn);
            boolean mine = false;
            try {
                while (true) {
                    boolean first = waiters.peekFirst() == turn;
                    if (first && isFree()) {
                        mine = true;
                        return true;
                    }
                    long left = waitNanos - (clock.getAsLong() - begun);
                    if (left <= 0) {
                        return false;
                    }
                    Grant grant = granted;
                    long ignored = turn.awaitNanos(first && grant != null ? Math.min(left, grant.left()) : left);
                }
            } finally {
                waiters.remove(turn);
                if (!mine) {
                    next();
                }
            }
        }

        /** Has the first waiter look, or forgets the chain when there is none and nobody has the lock. */
        void next() {
            Condition first = waiters.peekFirst();
            if (first != null) {
                first.signal();
            } else if (granted == null) {
                chains.remove(key, this);
            }
        }
    }

    private final class Grant implements Hold {
        private final Chain chain;
        final long owner;
        private final long holdNanos;
        private final long since;

        Grant(Chain chain, long owner, long holdNanos, long since) {
            this.chain = chain;
            this.owner = owner;
            this.holdNanos = holdNanos;
            this.since = since;
        }

        long left() {
            return holdNanos == Long.MAX_VALUE ? Long.MAX_VALUE : holdNanos - (clock.getAsLong() - since);
        }

        @Override
        public boolean release() {
            guard.lock();
            try {
                if (chain.granted != this) {
                    return false;
                }
                boolean inTime = left() > 0;
                chain.granted = null;
                chain.next();
                return inTime;
            } finally {
                guard.unlock();
            }
        }
    }
}
