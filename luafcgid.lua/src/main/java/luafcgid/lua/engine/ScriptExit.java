package luafcgid.lua.engine;

/** The script called {@code os.exit}: the call ends as if it had returned. */
public final class ScriptExit extends Unwind {
    private static final long serialVersionUID = 1L;

    public ScriptExit() {
        super("os.exit");
    }
}
