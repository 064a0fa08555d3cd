package luafcgid.lua.limits;

import luafcgid.lua.StopReason;
import org.luaj.vm2.LuaError;

/** What a state may still use. Libraries ask it before they make or open something. Used by the thread that runs the state. */
public final class Budget {
    /** What ends a script; effective at its next safe point. */
    @FunctionalInterface
    public interface Stopper {
        void stop(StopReason reason);
    }

    /** Below it a string is not worth a look at what the thread has allocated. */
    private static final int LARGE = 256 << 10;

    private final Stopper stopper;
    private final Guard guard;
    private int coroutines;
    private long output;
    /** Bytes of large objects announced since the request began, whether or not the thread's own count shows them yet. */
    private long announced;

    public Budget(Guard guard, Stopper stopper) {
        this.guard = guard;
        this.stopper = stopper;
    }

    /** Nothing to run out of: for code outside of a pool. */
    public static Budget unlimited() {
        return new Budget(new Guard(Limits.NONE), reason -> {});
    }

    public Limits limits() {
        return guard.limits();
    }

    /** A request begins. */
    public void begin() {
        output = 0;
        announced = 0;
    }

    /**
     * A string of so many bytes is about to be made.
     *
     * @throws LuaError when none may be as long
     */
    public void string(long bytes) {
        if (bytes > limits().string()) {
            throw new LuaError("resulting string too large");
        }
        if (bytes >= LARGE) {
            allocate(bytes);
        }
    }

    /** So many bytes are about to be allocated at once. The caller comes to a safe point before it does so. */
    public void allocate(long bytes) {
        announced += bytes;
        long most = limits().allocation();
        if (most > 0 && announced > most) {
            stopper.stop(StopReason.ALLOCATION);
        }
    }

    /**
     * A pattern has taken so many steps on one string.
     *
     * @throws LuaError when that is too many
     */
    public void effort(long steps) {
        if (steps > limits().effort()) {
            throw new LuaError("pattern too complex");
        }
    }

    /** Whether another coroutine may begin; true counts it. */
    public boolean beginCoroutine() {
        if (coroutinesExhausted()) {
            return false;
        }
        coroutines++;
        return true;
    }

    /** Whether there are as many coroutines as there may be. */
    public boolean coroutinesExhausted() {
        return coroutines >= limits().coroutines();
    }

    public void coroutineEnded() {
        coroutines--;
    }

    /** So many bytes of a response are about to be sent. */
    public void output(long bytes) {
        output += bytes;
        long most = limits().output();
        if (most > 0 && output > most) {
            stopper.stop(StopReason.OUTPUT);
        }
    }
}
