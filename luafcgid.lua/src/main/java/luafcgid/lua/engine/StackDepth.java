package luafcgid.lua.engine;

/**
 * How deep the stack is on which a script runs.
 *
 * <p>A virtual thread that gives way takes its frames off the stack of the thread that carries it: who gives way again and again while a
 * function calls itself never meets the end of any stack, but fills the heap, and leaves so many frames slowly.
 */
final class StackDepth {
    /** Frames: more than most scripts have, few enough to be counted each millisecond. */
    private static final int SMALL = 200;

    private static final StackWalker WALKER = StackWalker.getInstance();

    private StackDepth() {}

    /** Whether the running thread may take its frames along to another thread. */
    static boolean isSmall() {
        return WALKER.walk(frames -> frames.skip(SMALL).findAny().isEmpty());
    }
}
