package luafcgid.lua.pool;

/**
 * Who wants a state.
 *
 * @param deadline    when its request has to end, as {@link System#nanoTime()}
 * @param onAbandoned answers it when its thread is given up
 */
record Asker(long deadline, Runnable onAbandoned) {
    /** One that nobody has to answer. */
    static Asker until(long deadline) {
        return new Asker(deadline, () -> {});
    }
}
