package luafcgid.ext.json;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Component;

/** {@code require "cjson"} and {@code require "cjson.safe"}. */
@Component(property = {LuaExtension.MODULE + "=" + Json.CJSON, LuaExtension.MODULE + "=" + Json.SAFE})
public final class Json implements LuaExtension {
    static final String CJSON = "cjson";
    static final String SAFE = "cjson.safe";

    /** A state's two modules know each other's metatables. */
    private final Map<StateContext, Marks> marks = new ConcurrentHashMap<>();

    @Override
    public LuaValue open(StateContext state, String module) {
        return new Module(state, marksOf(state), module.equals(SAFE)).table();
    }

    private Marks marksOf(StateContext state) {
        return marks.computeIfAbsent(state, opening -> {
            opening.onClose(() -> marks.remove(opening));
            return new Marks();
        });
    }
}
