package luafcgid.daemon.convention.luafcgid2;

import java.util.Optional;
import luafcgid.lua.Dialect;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.luaj.vm2.LuaValue;

/**
 * States that have luafcgid2's global names.
 *
 * @param root the web server's DOCUMENT_ROOT, in which modules are found; empty where it has told none
 */
record Luafcgid2Profile(Facilities facilities, String root) implements Profile {
    @Override
    public String name() {
        return "luafcgid2";
    }

    @Override
    public Optional<Dialect> dialect() {
        return Optional.of(Dialect.LUA_5_3);
    }

    @Override
    public Object family() {
        return facilities;
    }

    @Override
    public void prepare(State state) throws ScriptException {
        SearchPath.add(state, root);
        Luafcgid2State.prepare(state, facilities);
        state.load(LuaValue.NONE);
    }
}
