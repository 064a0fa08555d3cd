package luafcgid.lua;

/**
 * A state that serves no script: whoever had it made keeps it, however long it is not used, and has its Lua run in it. It counts in no limit
 * for the number of states. Any thread.
 */
public interface Resident extends AutoCloseable {
    /**
     * Takes the state, as a request takes one: the limits for what a request uses count from here on. One at a time.
     *
     * @param deadline    when what runs has to end, as {@link System#nanoTime()}
     * @param onAbandoned the action of {@link Lease#onAbandoned} of the lease
     */
    Lease claim(long deadline, Runnable onAbandoned);

    /**
     * Whether another one should take its place: a library that it has opened was replaced, the pool's settings would make it another way,
     * or what ran was stopped and may have left its data half changed.
     */
    boolean isOutdated();

    /** Lets everything go that the state holds; while it is claimed, as soon as it is given back. */
    @Override
    void close();
}
