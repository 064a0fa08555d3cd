package luafcgid.lua.engine;

/** Ends a call from within. An Error, so that neither {@code pcall} nor LuaJ's interpreter catches it. */
public abstract sealed class Unwind extends Error permits ScriptStopped, ScriptExit, CoroutineKilled {
    private static final long serialVersionUID = 1L;

    Unwind(String message) {
        super(message, null, false, false);
    }
}
