package luafcgid.ext.log;

import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Component;

/** The daemon's log for scripts. */
@Component(
        property = {
            LuaExtension.MODULE + "=log",
            LuaExtension.MODULE + "=logging",
            LuaExtension.MODULE + "=logging.console"
        })
public final class Log implements LuaExtension {
    @Override
    public LuaValue open(StateContext state, String module) {
        Entries entries = new Entries(state.log(), Fields.NONE);
        return switch (module) {
            case "log" -> new LogModule().logger(entries);
            case "logging" -> new LoggingModule(entries).logging();
            case "logging.console" -> new LoggingModule(entries).console();
            default -> throw new LuaError("there is no module '" + module + "' in luafcgid.ext.log");
        };
    }
}
