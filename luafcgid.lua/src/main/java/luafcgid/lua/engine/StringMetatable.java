package luafcgid.lua.engine;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The one metatable that LuaJ lets all strings of the process share; answers from the current state's own, so that what a script adds
 * to its {@code string} table is seen by its strings and by no others.
 */
final class StringMetatable extends LuaTable {
    private final LuaTable withoutState;

    private StringMetatable(LuaTable withoutState) {
        this.withoutState = withoutState;
    }

    /** Idempotent. */
    static synchronized void install(LuaTable methods) {
        if (!(LuaString.s_metatable instanceof StringMetatable)) {
            LuaTable plain = new LuaTable();
            plain.rawset(LuaValue.INDEX, methods);
            LuaString.s_metatable = new StringMetatable(plain);
        }
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        ScriptState state = CurrentState.get();
        return (state == null ? withoutState : state.stringMetatable()).rawget(key);
    }
}
