package luafcgid.lua.pool;

import java.util.function.BooleanSupplier;
import luafcgid.lua.Lease;
import luafcgid.lua.Resident;

/** A state beside the shelf: nobody else gets its place, and it has none that others could get. */
final class ResidentState implements Resident {
    private final PooledState pooled;
    private final Watchdog watchdog;
    private final StateFactory factory;
    private final BooleanSupplier differs;

    /** @param differs whether the pool makes states another way by now */
    ResidentState(PooledState pooled, Watchdog watchdog, StateFactory factory, BooleanSupplier differs) {
        this.pooled = pooled;
        this.watchdog = watchdog;
        this.factory = factory;
        this.differs = differs;
    }

    @Override
    public Lease claim(long deadline, Runnable onAbandoned) {
        Asker asker = new Asker(deadline, onAbandoned);
        return new StateLease(watchdog, state -> state.state().end(), pooled, asker);
    }

    @Override
    public boolean isOutdated() {
        return pooled.state().damaged() || pooled.isOutdated() || differs.getAsBoolean();
    }

    @Override
    public void close() {
        factory.close(pooled);
    }
}
