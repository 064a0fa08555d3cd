package luafcgid.ext.hello;

import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.OneArgFunction;
import org.osgi.service.component.annotations.Component;

/** {@code require "hello"} yields a table with one function, {@code hello.greet(name)}. */
@Component(property = LuaExtension.MODULE + "=hello")
public final class Hello implements LuaExtension {
    @Override
    public LuaValue open(StateContext state, String module) {
        LuaValue hello = LuaValue.tableOf();
        hello.set("greet", new OneArgFunction() {
            @Override
            public LuaValue call(LuaValue name) {
                return valueOf("Hello, " + name.checkjstring() + "!");
            }
        });
        return hello;
    }
}
