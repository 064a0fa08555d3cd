package luafcgid.lua.bundle;

import java.util.Map;
import java.util.Set;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import luafcgid.lua.engine.CurrentState;
import luafcgid.lua.engine.ScriptState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Modules that are written in Lua: the code is shared by all states. */
public final class LuaModules implements LuaExtension {
    private final Map<String, ModuleText> chunks;

    public LuaModules(Map<String, ModuleText> chunks) {
        this.chunks = Map.copyOf(chunks);
    }

    public Set<String> names() {
        return chunks.keySet();
    }

    /** The module's chunk as a function of the state, in the dialect of who requires it, and what it is to be called with besides its name. */
    public Varargs loader(String module, ScriptState state) {
        ModuleText chunk = chunks.get(module);
        if (chunk == null) {
            throw new LuaError("module '" + module + "' is not among " + names());
        }
        return LuaValue.varargsOf(
                chunk.code(state.environment().engine(), state.dialect()).instantiate(state.lua(), state.globals()),
                LuaString.valueOf(chunk.origin()));
    }

    /** For who opens the module by another way than {@code require}, which calls the loader itself. */
    @Override
    public LuaValue open(StateContext context, String module) {
        ScriptState state = CurrentState.get();
        if (state == null) {
            throw new IllegalStateException("module '" + module + "' is opened outside of a state");
        }
        Varargs loader = loader(module, state);
        return loader.arg1().call(LuaString.valueOf(module), loader.arg(2));
    }
}
