package luafcgid.daemon.convention.luafcgid;

import java.nio.charset.StandardCharsets;
import java.util.List;
import luafcgid.daemon.Version;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import luafcgid.lua.StatePool;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.ZeroArgFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code require "luafcgid"}: what scripts of luafcgid's convention use beside {@code con}. */
@Component(property = LuaExtension.MODULE + "=luafcgid")
public final class HelperModule implements LuaExtension {
    private final BundleContext context;

    @Activate
    public HelperModule(BundleContext context) {
        this.context = context;
    }

    @Override
    public LuaValue open(StateContext state, String module) {
        LuaTable table = new LuaTable();
        table.set("version", LuaValue.valueOf(Version.TEXT));
        CommonFunctions.define(table);
        table.set("cache", new ZeroArgFunction() {
            @Override
            public LuaValue call() {
                return cache();
            }
        });
        table.set("sleep", new Sleep(state));
        return table;
    }

    private LuaTable cache() {
        LuaTable list = new LuaTable();
        for (StatePool.ScriptInfo script : scripts()) {
            LuaTable entry = new LuaTable();
            entry.set("script", LuaString.valueUsing(script.path().toString().getBytes(StandardCharsets.UTF_8)));
            entry.set("mtime", LuaValue.valueOf(script.modified() / 1000.0));
            entry.set("hits", LuaInteger.valueOf(script.hits()));
            entry.set("states", LuaValue.valueOf(script.states()));
            list.set(list.length() + 1, entry);
        }
        return list;
    }

    /** Looked up when it is asked for: the pool itself waits for the extensions. */
    private List<StatePool.ScriptInfo> scripts() {
        ServiceReference<StatePool> reference = context.getServiceReference(StatePool.class);
        StatePool pool = reference == null ? null : context.getService(reference);
        return pool == null ? List.of() : pool.scripts();
    }
}
