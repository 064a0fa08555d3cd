package luafcgid.lua.engine;

/** Nobody can resume the coroutine any longer: its thread is let go. Its to-be-closed variables stay open. */
final class CoroutineKilled extends Unwind {
    private static final long serialVersionUID = 1L;

    CoroutineKilled() {
        super("coroutine abandoned");
    }
}
