package luafcgid.lua.pool;

import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.StopReason;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.limits.Guard;
import luafcgid.lua.limits.Meter;
import luafcgid.lua.limits.Pressure;
import org.jspecify.annotations.Nullable;

/**
 * Stops the request that has allocated most when memory is short. One at a time: what it held is collected before others are looked at, or
 * they would pay for it. Used by the watchdog's thread.
 */
final class Relief {
    /** How long the others are safe while one does not stop. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    /** Who has allocated less cannot be why memory is short; one that was not seen yet may be. */
    private static final long LEAST = Runtime.getRuntime().maxMemory() / 100;

    private final Guard guard;
    /** Made when a request takes long for the first time: making it takes long itself. */
    private @Nullable Pressure pressure;
    /** Who was told to stop last, and has perhaps not yet. */
    private @Nullable ScriptState victim;

    private long stoppedAt;

    Relief(Guard guard) {
        this.guard = guard;
    }

    /**
     * Looks once.
     *
     * @param seen whether any request runs that was there at the last look
     */
    void look(Collection<PooledState> states, boolean seen, long now) {
        if (victim != null) {
            await(victim, now);
        } else if (seen && pressure().isAbove(guard.limits().heap())) {
            states.stream()
                    .map(PooledState::state)
                    .filter(state -> state.isSeen() && state.meter().allocated() >= LEAST)
                    .max(Comparator.comparingLong(state -> state.meter().allocated()))
                    .ifPresent(state -> stop(state, now));
        }
    }

    private Pressure pressure() {
        Pressure made = pressure;
        if (made == null) {
            Meter.prepare();
            made = new Pressure();
            pressure = made;
        }
        return made;
    }

    private void stop(ScriptState state, long now) {
        victim = state;
        stoppedAt = now;
        state.requestStop(StopReason.MEMORY);
    }

    private void await(ScriptState state, long now) {
        if (!state.isSeen()) {
            // All of what it held, and not only what is young.
            System.gc();
            pressure().isAbove(guard.limits().heap());
            victim = null;
        } else if (now - stoppedAt > PATIENCE) {
            victim = null;
        }
    }
}
