package luafcgid.lua.code;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/** A compiled chunk. Immutable, and shared by all states that run it; hides what executes it. */
public interface Code {
    /**
     * Makes the chunk's main function for one state.
     *
     * @param globals     the state's
     * @param environment what the chunk sees as its globals; mostly {@code globals}
     */
    LuaFunction instantiate(Globals globals, LuaValue environment);
}
