package luafcgid.lua.pool;

import java.util.function.Consumer;
import luafcgid.lua.Lease;
import luafcgid.lua.State;
import luafcgid.lua.StopReason;
import luafcgid.lua.engine.CurrentState;
import luafcgid.lua.engine.ScriptState;
import org.jspecify.annotations.Nullable;

/** A lease. The thread runs the state from here on, and what it ran before afterwards. */
final class StateLease implements Lease {
    private final Consumer<PooledState> giveBack;
    private final PooledState pooled;
    private final @Nullable ScriptState before;
    private final long number;
    private boolean closed;

    /** @param giveBack takes the state when the lease is closed */
    StateLease(Watchdog watchdog, Consumer<PooledState> giveBack, PooledState pooled, Asker asker) {
        this.giveBack = giveBack;
        this.pooled = pooled;
        this.number = pooled.state().begin(asker.deadline());
        onAbandoned(asker.onAbandoned());
        watchdog.wake();
        this.before = CurrentState.enter(pooled.state());
    }

    @Override
    public State state() {
        if (closed) {
            throw new IllegalStateException("the lease of " + pooled.script().path()
                    + " is closed: its state may serve another request by now");
        }
        return pooled.state();
    }

    @Override
    public void requestStop(StopReason reason) {
        pooled.state().requestStop(number, reason);
    }

    @Override
    public void requestMove() {
        pooled.state().requestMove(number);
    }

    @Override
    public void onAbandoned(Runnable action) {
        pooled.state().onAbandoned(number, action);
    }

    @Override
    public void close() {
        if (closed) {
            throw new IllegalStateException("the lease of " + pooled.script().path()
                    + " was closed before: a state is given back once, by the thread that claimed it");
        }
        closed = true;
        CurrentState.enter(before);
        giveBack.accept(pooled);
    }
}
