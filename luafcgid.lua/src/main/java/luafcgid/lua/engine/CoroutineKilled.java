package luafcgid.lua.engine;

/** Nobody can resume the coroutine any longer: its thread is let go. */
final class CoroutineKilled extends Unwind {
    private static final long serialVersionUID = 1L;

    CoroutineKilled() {
        super("coroutine closed");
    }
}
