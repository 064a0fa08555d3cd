package luafcgid.ext.wsapi;

import java.util.Map;
import luafcgid.daemon.StatusLine;
import luafcgid.lua.Dialect;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Component;

/**
 * The module {@code wsapi}, in which the others keep what they share. In 5.1 it is a global variable too, as applications older than WSAPI
 * 1.6 expect: {@code require "wsapi.request"}, then {@code wsapi.request.new(env)}.
 */
@Component(property = LuaExtension.MODULE + "=" + SharedModule.NAME)
public final class SharedModule implements LuaExtension {
    static final String NAME = "wsapi";

    /** Where {@code wsapi.cgi} and {@code wsapi.fastcgi} leave what they are told to run. */
    private static final LuaString LAUNCHED = LuaValue.valueOf("launched");

    @Override
    public LuaValue open(StateContext state, String module) {
        LuaTable shared = new LuaTable();
        shared.rawset("_VERSION", LuaValue.valueOf("WSAPI 1.7"));
        shared.rawset("app_path", LuaString.valueOf(state.cwd().toString()));
        LuaTable codes = new LuaTable();
        for (Map.Entry<Integer, String> each : StatusLine.phrases().entrySet()) {
            codes.rawset(each.getKey(), LuaValue.valueOf(each.getValue()));
        }
        shared.rawset("status_codes", codes);
        if (state.dialect() == Dialect.LUA_5_1 && state.globals().rawget(NAME).isnil()) {
            state.globals().rawset(NAME, shared);
        }
        return shared;
    }

    /** What a launcher was told to run; nil where the script is none. */
    static LuaValue launched(LuaTable loaded) {
        LuaValue shared = loaded.rawget(NAME);
        return shared.istable() ? shared.rawget(LAUNCHED) : LuaValue.NIL;
    }
}
