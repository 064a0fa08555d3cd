package luafcgid.lua.pool;

import java.util.function.BooleanSupplier;
import luafcgid.lua.Lease;
import luafcgid.lua.Resident;

/**
 * A state beside the shelf: nobody else gets its place, and it has none that others could get. The lock is held for the two flags alone.
 */
final class ResidentState implements Resident {
    private final PooledState pooled;
    private final Watchdog watchdog;
    private final StateFactory factory;
    private final BooleanSupplier differs;
    private boolean claimed;
    private boolean closed;

    /** @param differs whether the pool makes states another way by now */
    ResidentState(PooledState pooled, Watchdog watchdog, StateFactory factory, BooleanSupplier differs) {
        this.pooled = pooled;
        this.watchdog = watchdog;
        this.factory = factory;
        this.differs = differs;
    }

    @Override
    public Lease claim(long deadline, Runnable onAbandoned) {
        synchronized (this) {
            if (claimed || closed) {
                throw new IllegalStateException("the state " + pooled.state().id() + " of "
                        + pooled.script().path() + " is " + (closed ? "closed" : "claimed already"));
            }
            claimed = true;
        }
        return new StateLease(watchdog, this::giveBack, pooled, new Asker(deadline, onAbandoned));
    }

    private void giveBack(PooledState state) {
        state.state().end();
        synchronized (this) {
            claimed = false;
            if (!closed) {
                return;
            }
        }
        factory.close(state);
    }

    @Override
    public boolean isOutdated() {
        return pooled.state().damaged() || pooled.isOutdated() || differs.getAsBoolean();
    }

    @Override
    public void close() {
        synchronized (this) {
            boolean before = closed;
            closed = true;
            if (before || claimed) {
                return;
            }
        }
        factory.close(pooled);
    }
}
