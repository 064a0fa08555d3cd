package luafcgid.ext.log;

import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Component;

/** The daemon's log for scripts. */
@Component(property = {LuaExtension.MODULE + "=log"})
public final class Log implements LuaExtension {
    @Override
    public LuaValue open(StateContext state, String module) {
        if (!module.equals("log")) {
            throw new LuaError("there is no module '" + module + "' in luafcgid.ext.log");
        }
        return new LogModule().logger(new Entries(state.log(), Fields.NONE));
    }
}
