package luafcgid.lua;

import org.jspecify.annotations.Nullable;

/**
 * A daemon thread for Lua: deep enough a stack for the recursion that scripts may use, nothing inherited from the thread that makes
 * it, and a field for the state it runs, which is found faster there than in a thread-local. States run on any thread; on these they
 * run best.
 */
public final class StateThread extends Thread {
    /**
     * Bytes of stack where nothing else is configured: room for the recursion that scripts use, and no more than an error leaves soon
     * when it is full. Reserved, not committed.
     */
    public static final long STACK_BYTES = 16L << 20;

    // Thread has a State of its own.
    private luafcgid.lua.@Nullable State state;

    private int job;

    public StateThread(@Nullable ThreadGroup group, Runnable task, String name) {
        this(group, task, name, STACK_BYTES);
    }

    /**
     * With another stack.
     *
     * @param stackBytes how large it is, about; the JVM may round it
     */
    public StateThread(@Nullable ThreadGroup group, Runnable task, String name, long stackBytes) {
        super(group, task, name, stackBytes, false);
        setDaemon(true);
        setContextClassLoader(StateThread.class.getClassLoader());
    }

    /** A number that changes whenever the thread begins something else: parts of different requests are told apart by it. */
    public int job() {
        return job;
    }

    /** The thread begins something else. To be called by the thread itself. */
    public void nextJob() {
        job++;
    }

    /** The state that this thread runs now. */
    public luafcgid.lua.@Nullable State state() {
        return state;
    }

    /** Set where a state is claimed, called and given back; for the pool only. */
    public void state(luafcgid.lua.@Nullable State current) {
        this.state = current;
    }
}
