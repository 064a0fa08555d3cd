package luafcgid.lua.code;

import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/** A compiled chunk. Immutable, and shared by all states that run it; hides what executes it. */
public interface Code {
    /**
     * Makes the chunk's main function for one state.
     *
     * @param environment what the chunk sees as its globals; mostly the state's
     */
    LuaFunction instantiate(LuaState state, LuaValue environment);
}
