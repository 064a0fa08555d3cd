package luafcgid.lua;

import java.nio.file.Path;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A Lua state that holds one loaded script: its globals live as long as it does. Owned by the thread that holds its {@link Lease}. */
public interface State {
    /** A number that no other state of this daemon has or had. Any thread. */
    long id();

    /** The script's file, symbolic links resolved. Any thread. */
    Path script();

    /** The global variables. */
    Globals globals();

    /** What libraries see of this state. */
    StateContext context();

    /**
     * Calls a Lua function of this state.
     *
     * @throws ScriptException of kind ERROR or STOPPED
     */
    Varargs call(LuaValue function, Varargs arguments) throws ScriptException;

    /**
     * Asks the running call to end: takes effect at the script's next safe point, and no {@code pcall} catches it. Does nothing when
     * no call runs. Any thread.
     */
    void requestStop(StopReason reason);
}
